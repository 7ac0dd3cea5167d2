package dev.sconce.checkpoint.internal.io;

import java.util.concurrent.ThreadFactory;

/** Work beside the caller's, which does not keep the JVM alive. */
final class DaemonThread {
    private DaemonThread() {}

    static void start(String name, Runnable work) {
        factory(name).newThread(work).start();
    }

    static ThreadFactory factory(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
