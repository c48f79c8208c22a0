package dev.kechuang.portal.internal.cockpit;

import dev.kechuang.indicator.Indicators;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.Packs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads what the cockpit shows once, at start. */
@Configuration(proxyBeanMethods = false)
class CockpitConfiguration {

    @Bean
    CockpitPlan cockpitPlan(Packs packs, Indicators indicators) {
        String city = packs.regions().city().code();
        // Packs of counties concern their own pages.
        var documents = packs.documents("cockpit").stream()
                .filter(document -> concerns(document, packs, city))
                .toList();
        return CockpitPlan.of(documents, indicators);
    }

    private static boolean concerns(PackDocument document, Packs packs, String city) {
        return document.region().isEmpty()
                || packs.regions().subtree(document.region()).contains(city);
    }
}
