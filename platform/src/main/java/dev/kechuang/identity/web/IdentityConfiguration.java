package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.SecretBox;
import dev.kechuang.identity.internal.Settings;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings of identity, and the key that second factors are encrypted with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Settings.class)
class IdentityConfiguration {

    @Bean
    SecretBox secretBox(@Value("${kc.secret-key:}") String secret, @Value("${kc.home:var}") String home)
            throws IOException {
        return SecretBox.open(secret, Path.of(home));
    }
}
