package dev.kechuang.testing;

import java.io.IOException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole application on a small demonstration city, started once for all classes that extend this one. Tests that
 * change data use things they made themselves, and make them by commands: others verify every invariant of this city.
 */
public abstract class WebTest extends CityTest {

    private static final TestDatabase DATABASE = cityDatabase();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        settings(registry, DATABASE);
    }

    protected static TestDatabase database() {
        return DATABASE;
    }
}
