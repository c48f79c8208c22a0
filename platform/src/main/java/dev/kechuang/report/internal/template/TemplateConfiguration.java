package dev.kechuang.report.internal.template;

import dev.kechuang.indicator.Indicators;
import dev.kechuang.pack.Packs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the templates once at start, against the dictionary of indicators. */
@Configuration(proxyBeanMethods = false)
class TemplateConfiguration {

    @Bean
    TemplateBook reportTemplates(Packs packs, Indicators indicators) {
        return TemplateBook.of(packs, indicators);
    }
}
