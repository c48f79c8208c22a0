package dev.kechuang.programme.internal.version;

import dev.kechuang.pack.Packs;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.ProgrammeReader;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.Invariant;
import java.util.ArrayList;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The reader of programmes as a bean, and what must hold for their versions. */
@Configuration(proxyBeanMethods = false)
public class VersionConfiguration {

    private static final int EXAMPLES = 20;

    @Bean
    ProgrammeReader programmeReader(Packs packs) {
        return new ProgrammeReader(packs);
    }

    @Bean
    public Invariant stagesOfVersions(VersionStore store, Definitions definitions) {
        return new Invariant() {
            @Override
            public String name() {
                return "programme.versionStages";
            }

            @Override
            public String claim() {
                return "The stages kept for each version of a programme are those of its text, in its order.";
            }

            @Override
            public Result check() {
                var wrong = new ArrayList<String>();
                var ids = store.ids();
                for (UUID id : ids) {
                    Definition definition = definitions.of(id);
                    var told = definition.stages().stream()
                            .map(stage -> stage.id() + " " + stage.kind().code())
                            .toList();
                    var kept = store.stages(id);
                    if (!kept.equals(told) && wrong.size() < EXAMPLES) {
                        wrong.add("version " + id + " of " + definition.code() + " keeps " + kept + " but says "
                                + definition.stages().stream().map(Stage::id).toList());
                    }
                }
                return new Result(ids.size(), wrong);
            }
        };
    }
}
