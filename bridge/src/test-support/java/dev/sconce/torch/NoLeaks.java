package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Asserts that a test leaves no native tensor behind and no {@link TensorScope} open. After each test, each dynamic test and
 * each class, the number of live tensors returns to what it was before; what belongs to no scope is freed by the collector,
 * which is asked for only when the number is higher. A scope that stayed open is closed, so that only the test that left it
 * fails and not those after it.
 *
 * <p>{@code META-INF/services} registers it for all tests of a module that has this folder among its test sources. It loads
 * no native library. Tests run one after the other: with JUnit's parallel execution the numbers would be of several.
 */
public final class NoLeaks
        implements BeforeAllCallback,
                AfterAllCallback,
                TestInstancePreConstructCallback,
                BeforeEachCallback,
                AfterEachCallback,
                InvocationInterceptor {
    private static final Namespace NAMESPACE = Namespace.create(NoLeaks.class);

    /** Collections before a test, for what the instance of the test before has left. */
    private static final int FEW = 2;

    /** A configuration parameter: how long what belongs to no scope may take to go, and threads that hold it to end. */
    static final String PATIENCE = "sconce.noLeaks.patienceMillis";

    private static final long PATIENCE_MILLIS = 2000;

    private static final int PAUSE_MILLIS = 5;

    /** How many tensors were alive when that was looked at last and nothing was left to be collected. */
    private static long settled;

    /** What is found again after the test. */
    private record Before(long live, @Nullable TensorScope scope) {
        static Before now() {
            collectWhatIsLeft();
            return new Before(settled, TensorScope.innermost());
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put("class", Before.now());
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        check(
                context.getStore(NAMESPACE).get("class", Before.class),
                context.getExecutionException().isPresent(),
                context);
    }

    /** The scope that the class's tests have around them; one that the test's own fields open is the test's. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        context.getStore(NAMESPACE).put("scope", new Scope(TensorScope.innermost()));
    }

    private record Scope(@Nullable TensorScope scope) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        collectWhatIsLeft();
        TensorScope scope =
                context.getStore(NAMESPACE).get("scope", Scope.class).scope();
        context.getStore(NAMESPACE).put("test", new Before(settled, scope));
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        check(
                context.getStore(NAMESPACE).get("test", Before.class),
                context.getExecutionException().isPresent(),
                context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> test, DynamicTestInvocationContext invocation, ExtensionContext context)
            throws Throwable {
        Before before = Before.now();
        Throwable failure = null;
        try {
            test.proceed();
        } catch (Throwable e) {
            failure = e;
        }
        try {
            check(before, failure != null, context);
        } catch (AssertionError e) {
            if (failure == null) {
                throw e;
            }
            failure.addSuppressed(e);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static void check(Before before, boolean failed, ExtensionContext context) throws InterruptedException {
        int open = closeScopes(before.scope);
        List<String> left = new ArrayList<>();
        if (open > 0) {
            left.add(open + (open == 1 ? " TensorScope" : " TensorScopes") + " left open");
        }
        if (!failed
                && !returnsTo(before.live, patience(context))) { // what stopped in the middle may have left anything
            left.add(settled - before.live + " native tensors alive beyond the " + before.live + " before" + places());
        }
        if (!left.isEmpty()) {
            throw new AssertionError(String.join("; ", left));
        }
    }

    /** Closes the scopes that were opened inside of another; how many there were. */
    private static int closeScopes(@Nullable TensorScope outer) {
        int closed = 0;
        for (TensorScope scope = TensorScope.innermost();
                scope != null && scope != outer;
                scope = TensorScope.innermost()) {
            scope.close();
            closed++;
        }
        return closed;
    }

    private static void collectWhatIsLeft() {
        for (int i = 0; i < FEW && NativeMemory.counted() > settled; i++) {
            System.gc();
            NativeMemory.live();
        }
        settled = NativeMemory.counted();
    }

    private static boolean returnsTo(long before, long patience) throws InterruptedException {
        long end = System.nanoTime() + patience;
        settled = NativeMemory.counted();
        while (settled > before && System.nanoTime() < end) {
            System.gc();
            settled = NativeMemory.live();
            if (settled > before) {
                Thread.sleep(PAUSE_MILLIS);
                settled = NativeMemory.live();
            }
        }
        return settled <= before;
    }

    private static long patience(ExtensionContext context) {
        return TimeUnit.MILLISECONDS.toNanos(
                context.getConfigurationParameter(PATIENCE, Long::valueOf).orElse(PATIENCE_MILLIS));
    }

    private static String places() {
        StringBuilder text = new StringBuilder();
        TensorTraces.live()
                .forEach((place, count) ->
                        text.append("\n").append(count).append(" made").append(place));
        return text.isEmpty() ? " (-Dsconce.traceTensors=true tells where they were made)" : text.toString();
    }
}
