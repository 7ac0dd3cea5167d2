package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs classes of tests with the configuration that all tests have, and looks at what becomes of each test. */
class NoLeaksTest {
    /** What is in here is out of the collector's reach. */
    private static final List<Tensor> LEFT = new ArrayList<>();

    private static final String PASSED = "passed";

    @AfterEach
    void forget() {
        LEFT.forEach(Tensor::close);
        LEFT.clear();
    }

    private static boolean running;

    /** Tests that are run by this test alone, in the order of their names. */
    @Retention(RetentionPolicy.RUNTIME)
    @EnabledIf("dev.sconce.torch.NoLeaksTest#isRunning")
    @TestMethodOrder(MethodName.class)
    private @interface Sample {}

    static boolean isRunning() {
        return running;
    }

    private static void leave() {
        LEFT.add(Torch.ones(2));
    }

    /** What each test and each container of tests ended with, by its name. */
    private static Map<String, String> outcomes(Class<?> tests) {
        Map<String, String> outcomes = new TreeMap<>();
        running = true;
        EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(true)
                .configurationParameter(NoLeaks.PATIENCE, "100")
                .selectors(selectClass(tests))
                .execute()
                .allEvents()
                .finished()
                .stream()
                .filter(event -> event.getTestDescriptor().getParent().isPresent())
                .forEach(event -> outcomes.put(event.getTestDescriptor().getDisplayName(), outcome(event)));
        running = false;
        return outcomes;
    }

    private static String outcome(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(Throwable::getMessage)
                .orElse(PASSED);
    }

    @Sample
    static class Tensors {
        @Test
        void a_closesWhatItMakes() {
            Torch.ones(2).close();
        }

        @Test
        void b_leavesThemToTheCollector() {
            for (int i = 0; i < 100; i++) {
                Torch.ones(2);
            }
        }

        @Test
        void c_keepsTwo() {
            leave();
            leave();
        }

        @ParameterizedTest(name = "d_{0}")
        @ValueSource(ints = {0, 1, 2})
        void keepsOneOfThree(int which) {
            if (which == 1) {
                leave();
            }
        }

        @Test
        void e_failsItself() {
            leave();
            throw new IllegalStateException("its own fault");
        }

        @Test
        void f_followsAnother() {
            Torch.ones(2);
        }
    }

    @Test
    void namesTheTestThatLeavesATensor() {
        long before = Torch.liveTensors();
        Map<String, String> outcomes = outcomes(Tensors.class);

        assertThat(outcomes)
                .containsEntry("a_closesWhatItMakes()", PASSED)
                .containsEntry("b_leavesThemToTheCollector()", PASSED)
                .hasEntrySatisfying("c_keepsTwo()", text -> assertThat(text)
                        .startsWith("2 native tensors alive beyond the " + before + " before"))
                .containsEntry("d_0", PASSED)
                .hasEntrySatisfying("d_1", text -> assertThat(text).startsWith("1 native tensors alive beyond"))
                .containsEntry("d_2", PASSED)
                .containsEntry("e_failsItself()", "its own fault")
                .containsEntry("f_followsAnother()", PASSED);
        assertThat(outcomes.get("NoLeaksTest$Tensors")).startsWith("4 native tensors alive beyond the " + before);
    }

    @Sample
    static class Fields {
        private final Tensor ofTheInstance = Torch.ones(1);

        @Test
        void a_doesNotCloseIt() {
            ofTheInstance.add(1);
        }

        @Test
        void b_hasOneMore() {
            leave();
        }
    }

    @Test
    void letsTheCollectorHaveWhatBelongsToAnInstance() {
        assertThat(outcomes(Fields.class))
                .containsEntry("a_doesNotCloseIt()", PASSED)
                .hasEntrySatisfying("b_hasOneMore()", text -> assertThat(text).startsWith("1 native tensors alive"))
                .hasEntrySatisfying(
                        "NoLeaksTest$Fields", text -> assertThat(text).startsWith("1 native tensors alive beyond"));
    }

    @Sample
    static class Scopes {
        @Test
        void a_closesItsOwn() {
            try (var scope = new TensorScope()) {
                Torch.ones(2);
            }
        }

        @Test
        void b_leavesTwoOpen() {
            new TensorScope();
            leave();
            TensorScope.none();
        }

        @Test
        void c_followsIt() {
            assertThat(TensorScope.innermost()).isNull();
            assertThat(LEFT).singleElement().satisfies(tensor -> assertThat(tensor.isClosed())
                    .isTrue());
        }

        @Test
        void d_failsWithOneOpen() {
            new TensorScope();
            throw new IllegalStateException("its own fault");
        }

        @Test
        void e_followsIt() {
            assertThat(TensorScope.innermost()).isNull();
        }
    }

    @Test
    void closesScopesThatStayedOpen() {
        assertThat(outcomes(Scopes.class))
                .containsEntry("a_closesItsOwn()", PASSED)
                .containsEntry("b_leavesTwoOpen()", "2 TensorScopes left open")
                .containsEntry("c_followsIt()", PASSED)
                .containsEntry("d_failsWithOneOpen()", "its own fault")
                .containsEntry("e_followsIt()", PASSED)
                .containsEntry("NoLeaksTest$Scopes", PASSED);
    }

    @Sample
    static class OwnScope {
        private final TensorScope scope = new TensorScope();

        @AfterEach
        void close() {
            scope.close();
        }

        @Test
        void usesIt() {
            leave();
        }
    }

    @Sample
    static class OwnScopeLeftOpen {
        private final TensorScope scope = new TensorScope();

        @Test
        void usesIt() {
            leave();
        }
    }

    @Test
    void letsTheInstanceHaveAScope() {
        assertThat(outcomes(OwnScope.class)).containsEntry("usesIt()", PASSED);
        assertThat(outcomes(OwnScopeLeftOpen.class)).containsEntry("usesIt()", "1 TensorScope left open");
    }

    @Sample
    static class Fixtures {
        private static TensorScope scope;

        @BeforeAll
        static void open() {
            scope = new TensorScope();
            leave();
        }

        @AfterAll
        static void close() {
            scope.close();
        }

        @Test
        void a_usesThem() {
            try (var inner = new TensorScope()) {
                LEFT.get(0).add(1);
            }
        }

        @Test
        void b_addsToThem() {
            LEFT.get(0).add(1);
        }
    }

    @Sample
    static class FixturesLeft {
        @BeforeAll
        static void make() {
            new TensorScope();
            try (var none = TensorScope.none()) {
                leave();
            }
        }

        @Test
        void usesThem() {
            assertThat(LEFT).hasSize(1);
        }
    }

    @Test
    void asksOfAClassWhatItAsksOfATest() {
        assertThat(outcomes(Fixtures.class))
                .containsEntry("a_usesThem()", PASSED)
                .hasEntrySatisfying("b_addsToThem()", text -> assertThat(text).startsWith("1 native tensors alive"))
                .containsEntry("NoLeaksTest$Fixtures", PASSED);
        LEFT.clear();
        assertThat(outcomes(FixturesLeft.class))
                .containsEntry("usesThem()", PASSED)
                .hasEntrySatisfying("NoLeaksTest$FixturesLeft", text -> assertThat(text)
                        .startsWith("1 TensorScope left open; 1 native tensors alive beyond"));
        assertThat(TensorScope.innermost()).isNull();
    }

    @Sample
    static class Dynamic {
        @TestFactory
        Stream<DynamicTest> factory() {
            return Stream.of(
                    DynamicTest.dynamicTest("behaves", () -> Torch.ones(2)),
                    DynamicTest.dynamicTest("keeps one", NoLeaksTest::leave),
                    DynamicTest.dynamicTest("leaves a scope", TensorScope::new),
                    DynamicTest.dynamicTest("fails", () -> {
                        new TensorScope();
                        throw new IllegalStateException("its own fault");
                    }),
                    DynamicTest.dynamicTest(
                            "follows", () -> assertThat(TensorScope.innermost()).isNull()));
        }
    }

    @Test
    void tellsDynamicTestsApart() {
        assertThat(outcomes(Dynamic.class))
                .containsEntry("behaves", PASSED)
                .hasEntrySatisfying("keeps one", text -> assertThat(text).startsWith("1 native tensors alive"))
                .containsEntry("leaves a scope", "1 TensorScope left open")
                .containsEntry("fails", "its own fault")
                .containsEntry("follows", PASSED);
    }

    @Sample
    static class Traced {
        @Test
        void keepsOne() {
            leave();
        }
    }

    @Test
    void saysWhereATensorWasMadeIfThatIsTraced() {
        TensorTraces.trace(true);
        try {
            assertThat(outcomes(Traced.class).get("keepsOne()"))
                    .contains("1 made\n    at dev.sconce.torch.NoLeaksTest.leave(NoLeaksTest.java:");
        } finally {
            TensorTraces.trace(false);
        }
    }
}
