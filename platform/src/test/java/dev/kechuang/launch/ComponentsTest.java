package dev.kechuang.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The list of components says what Spring would find by itself. */
class ComponentsTest {

    @Test
    void everyKindOfComponentIsListedAlsoThoseOfADemonstration() {
        assertThat(Components.list().lines().toList())
                .contains(
                        "dev.kechuang.registry.internal.OrganisationService=org.springframework.stereotype.Component",
                        "dev.kechuang.registry.internal.OrganisationStore=org.springframework.stereotype.Component",
                        "dev.kechuang.pack.internal.PackConfiguration=org.springframework.stereotype.Component",
                        "dev.kechuang.portal.web.ComponentsController=org.springframework.stereotype.Component")
                .allMatch(line -> line.startsWith("dev.kechuang."))
                .hasSizeGreaterThan(300);
    }
}
