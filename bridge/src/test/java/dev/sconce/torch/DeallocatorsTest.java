package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What becomes of tensors where JavaCPP keeps them; {@link UnscopedTensorsTest} is about those that are taken over. */
class DeallocatorsTest {
    private static final int COUNT = 5_000;

    /** Makes tensors in and out of scopes, and prints who frees them and what is left of them in the end. */
    static final class Program {
        public static void main(String[] arguments) throws InterruptedException {
            Torch.getNumThreads();
            org.bytedeco.pytorch.Tensor shared = torch.ones(2);
            try (var another = new org.bytedeco.pytorch.Tensor(shared)) {
                System.out.println(
                        "JavaCPP is " + Pointer.class.getModule() + ", taken: " + (Deallocators.take(another) != 0));
            }
            inScopes(shared);
            System.out.println("in scopes: " + Torch.liveTensors() + ", " + shared.use_count());
            inNone(shared);
            for (int i = 0; i < 100 && (Torch.liveTensors() > 0 || shared.use_count() > 1); i++) {
                System.gc();
                Thread.sleep(10);
            }
            System.out.println("in none: " + Torch.liveTensors() + ", " + shared.use_count());
        }

        private static void inScopes(org.bytedeco.pytorch.Tensor shared) {
            Tensor kept;
            try (var scope = new TensorScope()) {
                kept = scope.keep(Tensor.wrap(shared));
                for (int i = 0; i < COUNT; i++) {
                    Tensor.wrap(shared);
                }
            }
            try (var scope = new TensorScope()) {
                TensorScope.adopt(List.of(kept));
            }
        }

        /** Some are closed, some enter a scope that closes them or not, the others are left to the collector. */
        private static void inNone(org.bytedeco.pytorch.Tensor shared) {
            List<Tensor> made = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                made.add(Tensor.wrap(shared));
            }
            made.subList(0, 1000).forEach(Tensor::close);
            try (var scope = new TensorScope()) {
                TensorScope.adopt(made.subList(1000, 2000));
                made.subList(1500, 2000).forEach(scope::keep);
            }
        }
    }

    /** A named module opens to nobody what is private in JavaCPP. */
    @Test
    void leaveTensorsToJavaCppWhereItCannotBeReached() throws Exception {
        assertThat(ForkedJvm.runOnModules(List.of(), Program.class))
                .isEqualTo(String.format(
                        "JavaCPP is module org.bytedeco.javacpp, taken: false%n" + "in scopes: 0, 1%nin none: 0, 1%n"));
    }

    @Test
    @EnabledOnOs(OS.LINUX) // where a process can read how much it held at most
    void leaveTensorsToJavaCppWithoutHoldingMuchMemory() throws Exception {
        String resident = ForkedJvm.runOnModules(List.of("-Xmx256m"), MemorySoakTest.LargeTensors.class, "500");
        assertThat(Long.parseLong(resident.strip())).isBetween(4_000_000L, MemorySoakTest.MOST_RESIDENT);
    }
}
