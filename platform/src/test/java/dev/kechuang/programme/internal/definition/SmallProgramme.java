package dev.kechuang.programme.internal.definition;

import dev.kechuang.registry.internal.RegistryFixture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A programme of the city that gives projects, without conditions, limits, money, form and effects but those added. */
public final class SmallProgramme {

    private final String code;
    private final Words name;
    private final List<Stage> stages;
    private Definition.Gives gives = Definition.Gives.PROJECT;
    private Definition.Limits limits = new Definition.Limits(0, 0, 0, 0);
    private Definition.@Nullable Grant money;
    private FormDefinition form = new FormDefinition(List.of());
    private List<Sheet> sheets = List.of();
    private List<Definition.Effect> effects = List.of();

    public SmallProgramme(String code, Words name, List<Stage> stages) {
        this.code = code;
        this.name = name;
        this.stages = stages;
    }

    public SmallProgramme gives(Definition.Gives other) {
        gives = other;
        return this;
    }

    public SmallProgramme limits(Definition.Limits other) {
        limits = other;
        return this;
    }

    public SmallProgramme money(Definition.Grant other) {
        money = other;
        return this;
    }

    public SmallProgramme form(FormDefinition other) {
        form = other;
        return this;
    }

    public SmallProgramme sheets(Sheet... others) {
        sheets = List.of(others);
        return this;
    }

    public SmallProgramme effects(Definition.Effect... others) {
        effects = List.of(others);
        return this;
    }

    public Definition make() {
        return new Definition(
                code,
                name,
                gives,
                "苏州市科学技术局",
                RegistryFixture.CITY,
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                limits,
                money,
                stages,
                form,
                sheets,
                effects);
    }
}
