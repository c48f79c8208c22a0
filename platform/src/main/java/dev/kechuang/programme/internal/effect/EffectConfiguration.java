package dev.kechuang.programme.internal.effect;

import dev.kechuang.pack.TitleKinds;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.registry.TalentAwards;
import dev.kechuang.registry.Titles;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Titles and awards of talents come with an approval or with an acceptance. */
@Configuration(proxyBeanMethods = false)
class EffectConfiguration {

    @Bean
    StageHandler titlesOfApproval(
            Titles titles,
            TitleKinds kinds,
            SubmissionStore submissions,
            ObjectProvider<Lifecycle> lifecycle,
            JdbcClient jdbc) {
        return new TitleEffects(Stage.Kind.APPROVAL, titles, kinds, submissions, new ByHand(lifecycle), jdbc);
    }

    @Bean
    StageHandler titlesOfAcceptance(
            Titles titles,
            TitleKinds kinds,
            SubmissionStore submissions,
            ObjectProvider<Lifecycle> lifecycle,
            JdbcClient jdbc) {
        return new TitleEffects(Stage.Kind.ACCEPTANCE, titles, kinds, submissions, new ByHand(lifecycle), jdbc);
    }

    @Bean
    StageHandler titlesOfLeftOff(
            Titles titles,
            TitleKinds kinds,
            SubmissionStore submissions,
            ObjectProvider<Lifecycle> lifecycle,
            JdbcClient jdbc) {
        return new TitleEffects(Stage.Kind.DECISION, titles, kinds, submissions, new ByHand(lifecycle), jdbc);
    }

    @Bean
    StageHandler titlesOfStruck(
            Titles titles,
            TitleKinds kinds,
            SubmissionStore submissions,
            ObjectProvider<Lifecycle> lifecycle,
            JdbcClient jdbc) {
        return new TitleEffects(Stage.Kind.NOTICE, titles, kinds, submissions, new ByHand(lifecycle), jdbc);
    }

    @Bean
    StageHandler talentsOfApproval(
            TalentAwards awards, SubmissionStore submissions, ObjectProvider<Lifecycle> lifecycle) {
        return new TalentEffects(Stage.Kind.APPROVAL, awards, submissions, new ByHand(lifecycle));
    }

    @Bean
    StageHandler talentsOfAcceptance(
            TalentAwards awards, SubmissionStore submissions, ObjectProvider<Lifecycle> lifecycle) {
        return new TalentEffects(Stage.Kind.ACCEPTANCE, awards, submissions, new ByHand(lifecycle));
    }
}
