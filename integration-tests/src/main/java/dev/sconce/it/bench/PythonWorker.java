package dev.sconce.it.bench;

import dev.sconce.it.python.PythonScript;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The Python half of the benchmarks: {@code bench_worker.py}, idle while Java is measured. */
final class PythonWorker implements AutoCloseable {

    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    PythonWorker(int threads) throws IOException {
        process = PythonScript.conversation("bench_worker.py").start();
        requests = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
        ask("threads " + threads);
    }

    void prepare(String name, Path folder) throws IOException {
        ask("prepare " + name + ' ' + folder);
    }

    /** The seconds that {@code rounds} rounds take. */
    double time(int rounds) throws IOException {
        return Double.parseDouble(ask("time " + rounds));
    }

    /** The memory in MiB that a round takes on top of what the process has. */
    double peakGrowthMib() throws IOException {
        return Double.parseDouble(ask("peak"));
    }

    private String ask(String request) throws IOException {
        requests.write(request + '\n');
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("bench_worker.py ended at the request \"" + request + "\"; see its complaint above");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        requests.close(); // the worker ends with its input
        answers.close();
        process.destroy();
    }
}
