package dev.kechuang.indicator.internal.dictionary;

import dev.kechuang.pack.Packs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The dictionary is read once, at start; packs that are wrong stop it. */
@Configuration(proxyBeanMethods = false)
class DictionaryConfiguration {

    @Bean
    Dictionary indicatorDictionary(Packs packs) {
        return DictionaryReader.read(packs);
    }
}
