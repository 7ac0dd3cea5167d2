package dev.sconce.checkpoint.internal.io;

/** Work beside the caller's, which does not keep the JVM alive. */
final class DaemonThread {
    private DaemonThread() {}

    static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
