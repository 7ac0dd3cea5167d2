package dev.sconce.torch.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Decides which Java forms a schema gets. Optional arguments are left off from the end, as Python's callers do; with more
 * than three of them the forms are: none, the first, all, and a lambda over an options class.
 */
final class FormPlanner {
    static final int MAX_PREFIXED = 3;

    private FormPlanner() {}

    /** The forms in order of importance: when two have the same signature, the earlier one stays. */
    static List<Form> plan(Schema schema, Facade owner) {
        boolean method = owner == Facade.TENSOR;
        List<Param> params = Param.of(schema).stream()
                .filter(param -> !(method && param.self()))
                .collect(Collectors.toUnmodifiableList());
        List<Form> forms = new ArrayList<>();
        for (List<Param> given : schema.hasOut() ? List.of(params, required(params)) : prefixes(params)) {
            forms.add(new Form(schema, owner, method, given, JavaType.Style.CANONICAL, Form.Order.PLAIN));
        }
        if (needsLambda(params) && !schema.hasOut()) {
            forms.add(new Form(schema, owner, method, required(params), JavaType.Style.CANONICAL, Form.Order.LAMBDA));
        }
        List<Form> all = new ArrayList<>(forms);
        for (Form form : forms) {
            addConveniences(form, all);
        }
        all.removeIf(Form::misleading);
        return all;
    }

    private static void addConveniences(Form form, List<Form> all) {
        if (form.params().stream().anyMatch(Param::options) && endsWithList(form)) {
            all.add(new Form(
                    form.schema(),
                    form.owner(),
                    form.method(),
                    form.params(),
                    JavaType.Style.CANONICAL,
                    Form.Order.OPTIONS_FIRST));
        }
        for (JavaType.Style style : List.of(JavaType.Style.PRIMITIVE, JavaType.Style.SINGLE)) {
            all.add(new Form(form.schema(), form.owner(), form.method(), form.params(), style, form.order()));
        }
        boolean plain = form.owner() == Facade.TENSOR || form.owner() == Facade.TORCH;
        if (plain && !form.schema().hasOut() && form.params().stream().anyMatch(Param::isElement)) {
            all.add(new Form(
                    form.schema(), form.owner(), form.method(), form.params(), JavaType.Style.TRUTH, form.order()));
        }
    }

    private static boolean endsWithList(Form form) {
        List<Param> plain =
                form.params().stream().filter(param -> !param.options()).toList();
        return !plain.isEmpty() && plain.get(plain.size() - 1).type().isList("int");
    }

    static boolean needsLambda(List<Param> params) {
        return optional(params).size() > MAX_PREFIXED;
    }

    static List<Param> optional(List<Param> params) {
        return params.stream()
                .filter(param -> !param.options() && !param.required())
                .toList();
    }

    private static List<Param> required(List<Param> params) {
        return params.stream().filter(Param::required).toList();
    }

    /** The required parameters with none, one, ... all of the optional ones, with and without tensor options. */
    private static List<List<Param>> prefixes(List<Param> params) {
        List<Param> optional = optional(params);
        List<List<Param>> prefixes = new ArrayList<>();
        for (int count = optional.size(); count >= 0; count--) {
            if (count > 1 && count < optional.size() && optional.size() > MAX_PREFIXED) {
                continue;
            }
            List<Param> left = optional.subList(count, optional.size());
            List<Param> given =
                    params.stream().filter(param -> !left.contains(param)).toList();
            prefixes.add(given);
            if (given.stream().anyMatch(Param::options)) {
                prefixes.add(given.stream().filter(param -> !param.options()).toList());
            }
        }
        return prefixes;
    }
}
