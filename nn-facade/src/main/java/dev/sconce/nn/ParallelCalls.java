package dev.sconce.nn;

import dev.sconce.torch.Autocast;
import dev.sconce.torch.Autograd;
import dev.sconce.torch.Cuda;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of several modules at once, a thread for each ({@code torch/nn/parallel/parallel_apply.py}). */
final class ParallelCalls {
    private final boolean gradEnabled = Autograd.isEnabled();

    private ParallelCalls() {}

    static List<@Nullable Object> run(List<? extends Module> modules, List<Arguments> arguments, List<Device> devices) {
        List<Call> calls = new ArrayList<>();
        ParallelCalls settings = new ParallelCalls();
        for (int i = 0; i < modules.size(); i++) {
            calls.add(settings.new Call(modules.get(i), arguments.get(i), devices.get(i)));
        }
        List<Thread> threads = new ArrayList<>();
        for (Call call : calls.subList(1, calls.size())) {
            Thread thread = new Thread(call, "sconce-replica-" + (threads.size() + 1));
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        calls.get(0).run();
        threads.forEach(ParallelCalls::join);
        List<@Nullable Object> outputs = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            outputs.add(calls.get(i).result(i));
        }
        return outputs;
    }

    /** Waits to the end in any case: a replica must not go on when the call is over. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One module's call, with the caller's settings. */
    private final class Call implements Runnable {
        private final Module module;
        private final Arguments arguments;
        private final Device device;
        private final boolean autocast;
        private final @Nullable DType autocastType;
        private @Nullable Object output;
        private @Nullable RuntimeException failure;

        Call(Module module, Arguments arguments, Device device) {
            this.module = module;
            this.arguments = arguments;
            this.device = device;
            autocast = Autocast.isEnabled(device.type());
            autocastType = autocast ? Autocast.dtype(device.type()) : null;
        }

        @Override
        public void run() {
            try (var grad = Autograd.setEnabled(gradEnabled);
                    var current = device.type().equals("cuda") ? Cuda.device(device.index()) : null;
                    var cast = autocastType == null ? null : Autocast.on(device.type(), autocastType)) {
                output = Intermediates.freeAfter(() -> module.callAny(arguments));
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        @Nullable
        Object result(int index) {
            if (failure != null) {
                failure.addSuppressed(new IllegalStateException("in replica " + index + " on device " + device));
                throw failure;
            }
            return output;
        }
    }
}
