package dev.sconce.torch.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table that the generator reads says what the libtorch that runs has. */
class SchemasTest {
    private final Inputs inputs = Inputs.read(Path.of("src/codegen"));

    @Test
    void everySchemaIsTheOneOfTheDispatcher() {
        assertThat(inputs.ops()).hasSizeGreaterThan(1800);
        for (Op op : inputs.ops()) {
            Schema schema = op.schema();
            assertThat(NativeSchema.describe(schema.base(), schema.overload()))
                    .isEqualTo(NativeSchema.expected(schema));
        }
    }

    @Test
    void namesOfTheOtherTablesAreOps() {
        var names = inputs.ops().stream().map(op -> op.schema().name()).toList();
        assertThat(names).containsAll(inputs.leftOut().keySet());
        assertThat(names).containsAll(inputs.byHand().keySet());
        var bases = inputs.ops().stream().map(op -> op.schema().base()).toList();
        assertThat(bases).containsAll(inputs.resultNames().keySet());
    }
}
