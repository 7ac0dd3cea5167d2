package dev.sconce.it.python;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips live tests where Python is not to be had, and says so where nobody can overlook it. */
final class PythonCondition implements ExecutionCondition {

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        try {
            return ConditionEvaluationResult.enabled("Python: " + PythonEnvironment.interpreter());
        } catch (PythonUnavailableException e) {
            if (TOLD.compareAndSet(false, true)) {
                String line = "!".repeat(100);
                System.err.println(
                        line + "\nTHE LIVE TESTS AGAINST PYTHON ARE SKIPPED: " + e.getMessage() + '\n' + line);
            }
            return ConditionEvaluationResult.disabled(e.getMessage());
        }
    }
}
