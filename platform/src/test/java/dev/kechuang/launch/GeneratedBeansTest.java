package dev.kechuang.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Definitions written by the build are used only where no operator has set what they depend on. */
class GeneratedBeansTest {

    private static StandardEnvironment with(EnumerablePropertySource<?> source) {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        sources.remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        sources.addLast(source);
        return environment;
    }

    private static StandardEnvironment file(String name, String setting) {
        return with(new MapPropertySource("Config resource 'file [" + name + "]' via location", Map.of(setting, "x")));
    }

    @Test
    void ourOwnSettingsAndThoseOfTheProgramDecideNothing() {
        assertThat(GeneratedBeans.decided(file("/srv/kechuang.yaml", "kc.city")))
                .isEmpty();
        assertThat(GeneratedBeans.decided(file("/srv/kechuang.yaml", "logging.level.root")))
                .isEmpty();
        assertThat(GeneratedBeans.decided(with(new MapPropertySource(
                        "Config resource 'class path resource [application.yaml]'", Map.of("spring.mvc.x", "x")))))
                .isEmpty();
        assertThat(GeneratedBeans.decided(
                        with(new MapPropertySource("applicationInfo", Map.of("spring.application.pid", 7)))))
                .isEmpty();
        assertThat(GeneratedBeans.decided(with(
                        new MapPropertySource("systemProperties", Map.of("spring.config.additional-location", "x")))))
                .isEmpty();
    }

    @Test
    void mailTlsAndLoginAtAProviderMayChangeWhatThereIs() {
        for (String setting : new String[] {
            "spring.mail.host",
            "server.ssl.bundle",
            "spring.security.oauth2.client.registration.city.client-id",
            "management.server.port",
            "db-scheduler.enabled"
        }) {
            assertThat(GeneratedBeans.decided(file("/srv/kechuang.yaml", setting)))
                    .containsExactly(setting);
        }
        assertThat(GeneratedBeans.decided(with(new MapPropertySource("systemProperties", Map.of("debug", "")))))
                .containsExactly("debug");
    }

    @Test
    void theEnvironmentIsReadAsSpringReadsIt() {
        var variables = Map.<String, Object>of("SPRING_MAIL_HOST", "mail", "PATH", "/bin", "KC_CITY", "320500");
        assertThat(GeneratedBeans.decided(with(new SystemEnvironmentPropertySource("systemEnvironment", variables))))
                .containsExactly("spring.mail.host");
    }
}
