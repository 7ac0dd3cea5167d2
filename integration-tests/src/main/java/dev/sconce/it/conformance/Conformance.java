package dev.sconce.it.conformance;

import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.CaseFile;
import dev.sconce.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs conformance cases and reports: the program behind {@code integration-tests/conformance}. */
public final class Conformance {
    private Conformance() {}

    /**
     * Runs the cases that the command line names, or makes some; the exit status is 0 if all passed
     * and no tensor is left.
     *
     * @param args see {@link Options}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.parse(args);
        if (options.generate()) {
            Generator.run(options.folder(), options.seed());
            return;
        }
        System.out.println("libtorch: " + (options.bundled() ? Kernels.BUNDLED : Kernels.choose()).text());
        long before = Torch.liveTensors();
        List<Verdict> verdicts = run(options.folder(), options.suite());
        long left = LiveTensors.leftBeyond(before);
        if (options.json() != null) {
            JsonReport.write(verdicts, options.json());
        }
        Report report = new Report(verdicts);
        report.print(System.out, options.verbose(), left);
        System.exit(report.passed() == verdicts.size() && !verdicts.isEmpty() && left == 0 ? 0 : 1);
    }

    /**
     * Runs all cases of a folder, on one thread, as they were made.
     *
     * @param folder the folder
     * @param suite a part of the names of the files to take; empty for all
     */
    static List<Verdict> run(Path folder, String suite) throws IOException {
        Torch.setNumThreads(1);
        List<Verdict> verdicts = new ArrayList<>();
        for (CaseFile file : CaseFile.find(folder, suite)) {
            for (Case source : file.read()) {
                verdicts.add(CaseRunner.run(source));
            }
        }
        return verdicts;
    }
}
