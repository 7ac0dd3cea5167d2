package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.core.Progress;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.TensorData;
import java.io.PrintWriter;
import java.util.Collection;

/** One bar for the reading of many tensors, one after the other. */
final class ReadingProgress {
    private final Progress bar;
    private final long totalBytes;
    private long doneBytes;

    ReadingProgress(PrintWriter err, Collection<HostTensor> tensors) {
        bar = ProgressBar.onTerminal(err);
        totalBytes = tensors.stream().mapToLong(HostTensor::lengthBytes).sum();
    }

    /** The elements of the next tensor; those of the last are done with. */
    TensorData next(HostTensor tensor) {
        long before = doneBytes;
        doneBytes += tensor.lengthBytes();
        return tensor.data().withProgress((done, total) -> bar.update(before + done, totalBytes));
    }
}
