package dev.kechuang.programme.web.contract;

import dev.kechuang.fund.Instalment;
import dev.kechuang.programme.internal.contract.ContractStore;
import dev.kechuang.programme.internal.contract.Payments;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.web.contract.ContractPages.Part;
import dev.kechuang.programme.web.form.ApplicationPart;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the page of an application shows of its contract, and of its payment where there is no contract. */
@Configuration(proxyBeanMethods = false)
public class ContractPart {

    /** @param retry where the payment is proposed once more, empty where nothing stands against it */
    public record Shown(List<Detail> details, List<Part> parts, String retry) {}

    /** Tab 任务书, from the stage of contract or execution on. */
    @Bean
    ApplicationPart projectPart(ContractStore store, ContractLabels labels) {
        return new ApplicationPart() {
            @Override
            public String tab() {
                return "project";
            }

            @Override
            public int order() {
                return 700;
            }

            @Override
            public String label() {
                return "contract.tab.project";
            }

            @Override
            public boolean visible(Viewer viewer, Application application, Definition definition) {
                return (definition.first(Stage.Contract.class).isPresent()
                                || definition.first(Stage.Execution.class).isPresent())
                        && store.find(viewer, application.id()).isPresent();
            }

            @Override
            public Panel show(Viewer viewer, Locale locale, Application application, Definition definition) {
                Project project = ContractPages.found(store, viewer, application.id());
                String path = "/contracts/" + application.id();
                return new Panel(
                        "programme/contractPart",
                        new Shown(
                                List.of(
                                        Detail.of(
                                                labels.text(locale, "contract.column.state"),
                                                labels.state(locale, project.state())),
                                        Detail.of(
                                                labels.text(locale, "contract.field.leader"),
                                                project.text().leader()),
                                        Detail.of(
                                                labels.text(locale, "contract.field.startsOn"),
                                                ContractLabels.day(project.startsOn())),
                                        Detail.of(
                                                labels.text(locale, "contract.field.endsOn"),
                                                ContractLabels.day(project.endsOn())),
                                        Detail.of(
                                                labels.text(locale, "contract.field.contracted"),
                                                Cell.money(new Money(project.sumFen()))),
                                        Detail.of(
                                                labels.text(locale, "contract.tab.project"),
                                                Cell.link(labels.text(locale, "contract.do.open"), path))),
                                List.of(),
                                ""));
            }

            @Override
            public List<Action> actions(Viewer viewer, Locale locale, Application application, Definition definition) {
                return List.of(
                        Action.open(labels.text(locale, "contract.do.project"), "/contracts/" + application.id()));
            }
        };
    }

    /** Tab 拨付 of programmes that pay without a contract. */
    @Bean
    ApplicationPart paymentPart(Payments payments, MoneyParts moneys, ContractLabels labels) {
        return new ApplicationPart() {
            @Override
            public String tab() {
                return "payment";
            }

            @Override
            public int order() {
                return 720;
            }

            @Override
            public String label() {
                return "contract.tab.payment";
            }

            @Override
            public boolean visible(Viewer viewer, Application application, Definition definition) {
                return application.stageKind() == Stage.Kind.PAYMENT;
            }

            @Override
            public Panel show(Viewer viewer, Locale locale, Application application, Definition definition) {
                var allocations = payments.of(viewer, application.id());
                boolean proposed = allocations.stream()
                        .flatMap(one -> one.instalments().stream())
                        .anyMatch(one -> one.state() != Instalment.State.CANCELLED);
                boolean retry =
                        viewer.isOfficer() && !proposed && !application.status().isEnded();
                long grant = application.grantedFen() == null ? 0 : application.grantedFen();
                return new Panel(
                        "programme/contractPart",
                        new Shown(
                                List.of(Detail.of(
                                        labels.text(locale, "contract.field.grantWan"), Cell.money(new Money(grant)))),
                                moneys.money(locale, allocations),
                                retry ? "/contracts/" + application.id() + "/payment" : ""));
            }
        };
    }
}
