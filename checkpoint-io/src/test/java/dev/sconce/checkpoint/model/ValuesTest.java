package dev.sconce.checkpoint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values behave as Python's do. */
class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "1.0, 1.0",
        "1e16, 1e+16",
        "123456789012345680.0, 1.2345678901234568e+17",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "5e-324, 5e-324",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "2e-3, 0.002",
        "-1.5e300, -1.5e+300",
    })
    void floats_print_as_in_python(double value, String printed) {
        assertThat(new PyFloat(value).toString()).isEqualTo(printed);
    }

    @Test
    void one_and_true_and_one_point_zero_are_one_key_that_keeps_its_first_form() {
        var dict = PyDict.dict()
                .put(PyInt.of(1), new PyStr("a"))
                .put(PyBool.TRUE, new PyStr("b"))
                .put(new PyFloat(1.0), new PyStr("c"));
        assertThat(dict.toString()).isEqualTo("{1: 'c'}");
        assertThat(dict.put(new PyStr("1"), PyNone.NONE).size()).isEqualTo(2);
    }

    @Test
    void tuples_are_keys_by_value_and_lists_are_none() {
        var dict = PyDict.dict().put(PyTuple.of(1, "a"), PyNone.NONE);
        assertThat(dict.get(PyTuple.of(1.0, "a"))).contains(PyNone.NONE);
        assertThatThrownBy(() -> dict.put(PyTuple.of(new PyList()), PyNone.NONE))
                .isInstanceOf(UnhashableException.class)
                .hasMessageContaining("unhashable type: 'list'");
    }

    @Test
    void java_values_become_python_ones() {
        assertThat(PyValue.of(List.of(1, 2.5, "x", true, BigInteger.TWO.pow(70)))
                        .toString())
                .isEqualTo("[1, 2.5, 'x', True, 1180591620717411303424]");
        assertThatThrownBy(() -> PyValue.of(new Object())).hasMessageContaining("cannot be a Python value");
    }

    @Test
    void endless_values_print_in_bounds() {
        var list = new PyList();
        list.add(list);
        assertThat(list.toString()).hasSizeLessThan(100).endsWith("]");
    }

    @Test
    void view_must_lie_in_its_storage() {
        var storage = HostStorage.of(new byte[8]);
        assertThatThrownBy(() -> HostTensor.builder(ElementType.FLOAT32, 2)
                        .offset(1)
                        .storage(storage)
                        .build())
                .hasMessageContaining("needs 3 elements, but its storage has 8 bytes");
        assertThatThrownBy(() -> HostTensor.builder(ElementType.FLOAT32, 1L << 62, 1L << 62)
                        .storage(storage)
                        .build())
                .isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT16, 3c00, 1.0",
        "FLOAT16, 0001, 5.960464477539063E-8",
        "FLOAT16, fc00, -Infinity",
        "E5M2, 7b, 57344",
        "E5M2, 7c, Infinity",
        "E4M3FN, 7e, 448",
        "E4M3FN, 7f, NaN",
        "E4M3FNUZ, 80, NaN",
        "E4M3FNUZ, 7f, 240",
        "E5M2FNUZ, 7f, 57344",
        "E8M0FNU, 7f, 1",
        "E8M0FNU, ff, NaN",
    })
    void small_floats_have_the_values_of_c10(SmallFloat format, String hex, Double value) {
        assertThat(format.toDouble(Integer.parseInt(hex, 16))).isEqualTo(value);
    }
}
