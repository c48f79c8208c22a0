package dev.kechuang.launch;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has to be closed when the process ends, last opened first: the application before its database. However the end
 * comes (SIGTERM, Ctrl-C, exit), it is closed once.
 */
final class Running {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    Running() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
    }

    synchronized <T extends AutoCloseable> T add(T closeable) {
        open.push(closeable);
        return closeable;
    }

    private synchronized void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                Console.error("停止时出错 while stopping: " + e);
            }
        }
    }
}
