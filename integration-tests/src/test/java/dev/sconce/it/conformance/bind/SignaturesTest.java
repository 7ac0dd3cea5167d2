package dev.sconce.it.conformance.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignaturesTest {

    @Test
    void argumentsOfBuiltInFunctionsGetTheirNamesAndDefaults() {
        PyCall call = new PyCall(List.of("x", "w"), Map.of("stride", 2L), List.of());

        List<Arg> bound = Signatures.bind("torch.nn.functional.conv2d", call);

        assertThat(bound)
                .extracting(Arg::name)
                .containsExactly("input", "weight", "bias", "stride", "padding", "dilation", "groups");
        assertThat(bound.get(3)).isEqualTo(new Arg("stride", true, true, 2L));
        assertThat(bound.get(4)).isEqualTo(new Arg("padding", true, false, 0L));
    }

    @Test
    void otherFunctionsStayAsTheyAre() {
        List<Arg> args = List.of(Arg.positional("input", 1L));

        assertThat(Signatures.bind("torch.nn.functional.relu", new PyCall(List.of(1L), Map.of(), args)))
                .isEqualTo(args);
    }
}
