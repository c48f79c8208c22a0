package dev.kechuang.programme.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Many people at once. */
final class Crowd {

    private Crowd() {}

    /** What one of them does. */
    interface Person<T> {
        void act(T work, int place) throws Exception;
    }

    /** Everything is done by somebody, so many at a time; the first failure is thrown when all have ended. */
    static <T> void all(List<T> work, int atOnce, Person<T> person) throws Exception {
        var turns = new Semaphore(atOnce);
        var running = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < work.size(); i++) {
                int place = i;
                turns.acquire();
                running.add(threads.submit(() -> {
                    try {
                        person.act(work.get(place), place);
                    } finally {
                        turns.release();
                    }
                    return null;
                }));
            }
        }
        for (var one : running) one.get();
    }

    /** A pause as people make it: mostly short, now and then long. */
    static void think(SplittableRandom random, int meanMillis) throws InterruptedException {
        if (meanMillis > 0)
            Thread.sleep((long) Math.min(10.0 * meanMillis, -meanMillis * Math.log(1 - random.nextDouble())));
    }
}
