package dev.kechuang.engine.document;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.feel.Builtins;
import dev.kechuang.engine.syntax.Parser;
import dev.kechuang.engine.syntax.SyntaxException;
import dev.kechuang.engine.types.Names;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.TypeException;
import dev.kechuang.engine.types.Typer;
import dev.kechuang.engine.types.Uses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A policy with some parameters, conditions or definitions changed: {@code parameters: {名称: 8%}}, {@code conditions: {id: expr}}, {@code remove: [id]}. */
final class PatchReader implements Names {
    private final Yaml yaml;
    private final Policy policy;

    PatchReader(Yaml yaml, Policy policy) {
        this.yaml = yaml;
        this.policy = policy;
    }

    @Override
    public @Nullable Fact fact(String name) {
        return policy.dictionary().find(name);
    }

    @Override
    public @Nullable Node local(String name) {
        for (int i = 0; i < policy.parameters().size(); i++) {
            if (policy.parameters().get(i).name().equals(name)) {
                return new Node.Parameter(policy.parameters().get(i).type(), i, name);
            }
        }
        for (int i = 0; i < policy.definitions().size(); i++) {
            if (policy.definitions().get(i).name().equals(name)) {
                return new Node.Definition(policy.definitions().get(i).expr().type(), i, name);
            }
        }
        for (int i = 0; i < policy.scores().size(); i++) {
            if (policy.scores().get(i).name().equals(name)) {
                return new Node.Score(ScoreReader.POINTS, i, name);
            }
        }
        return null;
    }

    @Nullable Policy read(String text) {
        Yaml.Item root = yaml.root(text);
        if (root == null) {
            return null;
        }
        root.only(Set.of("policy", "parameters", "conditions", "remove"), Set.of());
        List<Policy.Parameter> parameters =
                changed(root, "parameters", policy.parameters(), Policy.Parameter::name, this::parameter);
        List<Policy.Condition> conditions = new ArrayList<>(
                changed(root, "conditions", policy.conditions(), Policy.Condition::id, this::condition));
        for (Yaml.Item id : root.list("remove")) {
            if (!conditions.removeIf(c -> c.id().equals(id.text()))) {
                yaml.problem(id.position(), "没有条件“" + id.text() + "”", "there is no condition '" + id.text() + "'");
            }
        }
        return yaml.hasErrors() ? null : policy.with(parameters, List.copyOf(conditions));
    }

    private interface Patch<T> {
        @Nullable T apply(T old, Yaml.Item item);
    }

    private <T> List<T> changed(Yaml.Item root, String key, List<T> all, Function<T, String> name, Patch<T> patch) {
        List<T> result = new ArrayList<>(all);
        Yaml.Item section = root.get(key);
        if (section == null) {
            return result;
        }
        for (Map.Entry<String, Yaml.Item> entry : section.entries().entrySet()) {
            boolean found = false;
            for (int i = 0; i < all.size(); i++) {
                if (name.apply(all.get(i)).equals(entry.getKey())) {
                    found = true;
                    T changed = patch.apply(all.get(i), entry.getValue());
                    if (changed != null) {
                        result.set(i, changed);
                    }
                }
            }
            if (!found) {
                yaml.problem(
                        entry.getValue().position(),
                        "政策中没有“" + entry.getKey() + "”",
                        "the policy has no '" + entry.getKey() + "'");
            }
        }
        return result;
    }

    private @Nullable Node expression(Yaml.Item item) {
        try {
            return new Typer(this).type(Parser.policy(item.text(), Builtins.names()));
        } catch (SyntaxException e) {
            yaml.problem(e.position().within(item.textPosition()), e.chinese(), e.english());
        } catch (TypeException e) {
            yaml.problem(e.position().within(item.textPosition()), e.chinese(), e.english());
        }
        return null;
    }

    private Policy.@Nullable Parameter parameter(Policy.Parameter old, Yaml.Item item) {
        Node node = expression(item);
        Val value = node == null ? null : PolicyReader.constant(node);
        if (node == null || value == null || !same(old.type(), node.type())) {
            yaml.problem(
                    item.position(),
                    "参数“" + old.name() + "”应为" + old.type() + "的常量",
                    "'" + old.name() + "' must be constant and " + old.type().english());
            return null;
        }
        List<Policy.Dated> values = old.values().stream()
                .map(d -> new Policy.Dated(d.from(), d.until(), value, item.text(), d.clause()))
                .toList();
        return new Policy.Parameter(old.name(), old.english(), old.clause(), old.type(), values);
    }

    private static boolean same(Type a, Type b) {
        return a instanceof Type.Number x && b instanceof Type.Number y
                ? x.unit().equals(y.unit())
                : a.getClass() == b.getClass();
    }

    private Policy.@Nullable Condition condition(Policy.Condition old, Yaml.Item item) {
        Node node = expression(item);
        if (node == null || !(node.type() instanceof Type.Truth)) {
            yaml.problem(item.position(), "条件应为是非判断", "a condition is a truth value");
            return null;
        }
        Uses uses = new Uses(policy.definitions(), policy.scores());
        return new Policy.Condition(
                old.id(),
                old.name(),
                old.english(),
                node,
                item.text(),
                old.clause(),
                uses.facts(node),
                Uses.tests(node));
    }
}
