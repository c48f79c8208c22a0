package dev.kechuang.launch;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A database that is opened and brought up to date on a thread of its own while the application is being made, which
 * waits where it first needs it.
 */
final class Opening implements AutoCloseable {

    private final FutureTask<Database> task;

    private Opening(FutureTask<Database> task) {
        this.task = task;
    }

    /** Returns at once. */
    static Opening begin(Callable<Database> open) {
        var task = new FutureTask<>(open);
        Thread.ofPlatform().daemon().name("open-database").start(task);
        return new Opening(task);
    }

    /** The database after what has to be done first; closed when that fails. */
    static Database ready(Database database, Runnable first) {
        try {
            first.run();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Waits until it is open.
     *
     * @throws RuntimeException what opening failed with, again at each call
     */
    Database database() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true; // it is open in a moment, and then has to be closed
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** Closes the database once it is open; one that could not be opened has nothing to close. */
    @Override
    public void close() {
        Database database;
        try {
            database = database();
        } catch (RuntimeException e) {
            return; // told where it was waited for
        }
        database.close();
    }
}
