package dev.sconce.it.conformance.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sconce.it.conformance.cases.TensorSource;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Parameter;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.List;
import org.junit.jupiter.api.Test;

class FacadeTest {
    private final Facade facade = new Facade(new Values(new NoTensors()));

    @Test
    void argumentsGoToParametersOrOptionsOfTheirNames() {
        Object made = facade.construct(
                "torch.nn.Conv2d",
                List.of(
                        Arg.positional("in_channels", 3L),
                        Arg.positional("out_channels", 6L),
                        Arg.positional("kernel_size", Tuple.of(3L, 5L)),
                        new Arg("stride", true, false, 1L),
                        Arg.named("padding", "same"),
                        Arg.named("bias", false)));

        assertThat(made)
                .isInstanceOf(Conv2d.class)
                .hasToString("Conv2d(3, 6, kernel_size=(3, 5), stride=(1, 1), padding=same, bias=False)");
    }

    @Test
    void whatNoOverloadTakesIsNoJava() {
        List<Arg> args = List.of(Arg.positional("in_features", "three"), Arg.positional("out_features", 1L));

        assertThatExceptionOfType(NoSuchJavaException.class)
                .isThrownBy(() -> facade.construct("torch.nn.Linear", args))
                .withMessage("no Java for new Linear(in_features=String, out_features=Long)");
    }

    @Test
    void attributesAreFieldsOrAccessors() {
        Object made = facade.construct(
                "torch.nn.Linear", List.of(Arg.positional("in_features", 3L), Arg.positional("out_features", 1L)));

        assertThat(Attribute.read(made, "in_features", 3L)).isEqualTo(3L);
        assertThatExceptionOfType(NoSuchJavaException.class)
                .isThrownBy(() -> Attribute.read(made, "colour", "red"))
                .withMessage("no Java for attribute Linear.colour");
    }

    /** A case without tensors. */
    private static final class NoTensors implements TensorSource {
        @Override
        public Tensor tensor(int index) {
            throw new AssertionError("there are no tensors");
        }

        @Override
        public Parameter parameter(int index) {
            throw new AssertionError("there are no parameters");
        }
    }
}
