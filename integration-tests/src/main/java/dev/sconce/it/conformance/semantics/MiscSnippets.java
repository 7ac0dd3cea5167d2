package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.ones;

import dev.sconce.nn.Flatten;
import dev.sconce.nn.LazyLinear;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.Module1;
import dev.sconce.nn.Module2;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code misc/*}: how modules are called and what they return. */
final class MiscSnippets {
    private MiscSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("misc/float_index", MiscSnippets::floatIndex);
        table.put("misc/type_checks", MiscSnippets::typeChecks);
        table.put("misc/module_call_returns", MiscSnippets::moduleCallReturns);
    }

    private static void floatIndex(Observations out) {
        class M extends Module2<Tensor, Tensor, Tensor> {
            @Override
            protected Tensor forward(Tensor a, Tensor b) {
                return a.add(b);
            }
        }
        out.out("kw", new M().call(ones(1), ones(1)));
        String call = "new CosineSimilarity().call(%s);";
        String two = "Torch.ones(1), Torch.ones(1)";
        out.refused("missing", call, two, "Torch.ones(1)");
        out.refused("extra", call, two, two + ", Torch.ones(1)");
    }

    private static void typeChecks(Observations out) {
        Linear a = new Linear(1, 1);
        Linear b = new Linear(1, 1);
        out.out("eq", a.equals(b));
        out.out("self_eq", List.of(a).contains(a));
        out.out("isinstance", Linear.class.isAssignableFrom(LazyLinear.class));
        out.out("callable", a.call(ones(1)) != null);
        out.out("hash_differs", a.hashCode() != b.hashCode());
        out.out("flatten_is_module", Module.class.isAssignableFrom(Flatten.class));
    }

    private static void moduleCallReturns(Observations out) {
        class M extends Module1<Tensor, Map<String, Object>> {
            @Override
            protected Map<String, Object> forward(Tensor x) {
                Map<String, Object> result = new LinkedHashMap<>();
                result.put("logits", x);
                result.put("aux", Tuple.of(x.add(1), null));
                return result;
            }
        }
        M m = new M();
        List<Object> seen = new ArrayList<>();
        m.registerForwardHook((mo, i, o) -> {
            if (o instanceof Map<?, ?> map) {
                seen.add(map.keySet().stream().sorted().toList());
            }
        });
        Map<String, Object> r = m.call(ones(1));
        out.out("r", r);
        out.out("seen", seen);
    }
}
