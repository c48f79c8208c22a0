package dev.kechuang.pack.internal;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.FactDictionary;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.Regions;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.pack.WorkingDays;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The packs as beans. Settings: {@code kc.packs}, the directory of packs (by default {@code packs} in the working
 * directory or above it); {@code kc.city}, the region code of the city served.
 */
@Configuration(proxyBeanMethods = false)
class PackConfiguration {

    @Bean
    CityPacks packs(
            @Value("${kc.packs:packs}") String directory, @Value("${kc.city:320500}") String city, Clock clock) {
        return CityPacks.of(PackLoader.load(Packs.find(directory)), city, clock);
    }

    @Bean
    Regions regions(CityPacks packs) {
        return packs.regions();
    }

    @Bean
    CodeLists codeLists(CityPacks packs) {
        return packs.codeLists();
    }

    @Bean
    FactDictionary factDictionary(CityPacks packs) {
        return packs.facts();
    }

    @Bean
    TitleKinds titleKinds(CityPacks packs) {
        return packs.titleKinds();
    }

    @Bean
    WorkingDays workingDays(CityPacks packs) {
        return packs.workingDays();
    }
}
