package dev.kechuang.programme.internal.contract;

import dev.kechuang.programme.internal.contract.Project.State;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Passage;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.shared.FieldError;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens when applications come to contract, execution, acceptance and payment, and what has to be done to leave. */
@Configuration(proxyBeanMethods = false)
public class ContractStages {

    @Bean
    public StageHandler contractStage(ContractService contracts, ContractStore store) {
        return new StageHandler() {
            @Override
            public Stage.Kind kind() {
                return Stage.Kind.CONTRACT;
            }

            @Override
            public void entered(Passage passage) {
                contracts.open(passage.application(), (Stage.Contract) passage.stage());
            }

            @Override
            public List<FieldError> missing(Passage passage) {
                return store.find(passage.application().id())
                        .filter(project -> project.state() == State.CONFIRMED)
                        .map(project -> List.<FieldError>of())
                        .orElse(List.of(FieldError.of("", "contract.error.notConfirmed")));
            }
        };
    }

    @Bean
    public StageHandler executionStage(ContractService contracts, ContractStore store, ReportStore reports) {
        return new StageHandler() {
            @Override
            public Stage.Kind kind() {
                return Stage.Kind.EXECUTION;
            }

            @Override
            public void entered(Passage passage) {
                var application = passage.application();
                if (store.find(application.id()).isEmpty()) contracts.waive(application);
                contracts.plan(store.find(application.id()).orElseThrow());
            }

            @Override
            public List<FieldError> missing(Passage passage) {
                return reports.of(passage.application().id()).stream()
                        .filter(report -> report.state() != ReportStore.Report.State.ACCEPTED)
                        .map(report -> FieldError.of("", "contract.acceptance.error.report", report.name()))
                        .toList();
            }
        };
    }

    @Bean
    public StageHandler acceptanceStage(ContractService contracts, ContractStore store) {
        return new StageHandler() {
            @Override
            public Stage.Kind kind() {
                return Stage.Kind.ACCEPTANCE;
            }

            @Override
            public void entered(Passage passage) {
                if (store.find(passage.application().id()).isEmpty()) contracts.waive(passage.application());
            }

            @Override
            public List<FieldError> missing(Passage passage) {
                return store.find(passage.application().id())
                        .filter(project -> project.concludedOn() != null)
                        .map(project -> List.<FieldError>of())
                        .orElse(List.of(FieldError.of("", "contract.error.notAccepted")));
            }
        };
    }

    @Bean
    public StageHandler paymentStage(Payments payments) {
        return new StageHandler() {
            @Override
            public Stage.Kind kind() {
                return Stage.Kind.PAYMENT;
            }

            @Override
            public void entered(Passage passage) {
                payments.propose(passage.actor(), passage.application());
            }

            @Override
            public List<FieldError> missing(Passage passage) {
                return payments.outstanding(passage.application());
            }
        };
    }
}
