package dev.kechuang.engine.document;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.PolicyException;
import dev.kechuang.engine.Problem;
import dev.kechuang.engine.eval.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way in: texts to facts and policies. Problems are added to the list given. */
public final class Documents {
    private Documents() {}

    public static List<Fact> facts(String file, String text, List<Problem> problems) {
        return new FactReader(new Yaml(file, problems)).read(text);
    }

    /** Null when the document has an error. */
    public static @Nullable Policy policy(String file, String text, FactDictionary dictionary, List<Problem> problems) {
        return new PolicyReader(new Yaml(file, problems), dictionary).read(text);
    }

    /**
     * The facts of one organisation, from JSON or YAML.
     *
     * @param baseYear the year of yearly facts given without one
     * @throws PolicyException when a fact is not known or its value does not fit
     */
    public static Facts organisation(String file, String text, FactDictionary dictionary, int baseYear) {
        List<Problem> problems = new ArrayList<>();
        Yaml yaml = new Yaml(file, problems);
        Yaml.Item root = yaml.root(text);
        Facts facts =
                root == null ? Facts.builder().build() : new OrganisationReader(yaml, dictionary).read(root, baseYear);
        if (yaml.hasErrors()) {
            throw new PolicyException(problems);
        }
        return facts;
    }

    /**
     * A policy changed by a patch document.
     *
     * @throws PolicyException when the patch names what is not there or does not fit
     */
    public static Policy patched(Policy policy, String file, String text) {
        List<Problem> problems = new ArrayList<>();
        Policy changed = new PatchReader(new Yaml(file, problems), policy).read(text);
        if (changed == null) {
            throw new PolicyException(problems);
        }
        return changed;
    }

    /** The value of a fact from one cell of text; null when it does not fit. */
    public static @Nullable Val cell(Fact fact, String text) {
        Val value = OrganisationReader.scalar(fact, text);
        return value == null || !FactReader.fits(fact, value) ? null : value;
    }

    /** The JSON Schema of policy documents, for editors. */
    public static Map<String, Object> schema() {
        return Shape.document();
    }
}
