package dev.kechuang;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The house stands as docs/ draws it: modules use only what their package-info names, and there is no cycle. */
class HouseTest {

    @Test
    void modulesUseOnlyWhatTheyName() {
        ApplicationModules.of(Kechuang.class).verify();
    }
}
