package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.dictionary.TitleSets;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.Invariant;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What holds for figures at any time. */
@Configuration(proxyBeanMethods = false)
class FigureInvariants {

    @Bean
    Invariant indicatorFigures(
            Dictionary dictionary,
            IndicatorFigures figures,
            Regions regions,
            TitleSets titles,
            JdbcClient jdbc,
            Clock clock) {
        return new EvidenceGivesFigures(dictionary, figures, regions, titles, jdbc, clock);
    }
}
