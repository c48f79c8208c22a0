package dev.kechuang.programme.internal.contract;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Instalment;
import dev.kechuang.fund.InstalmentPaid;
import dev.kechuang.fund.InstalmentReturned;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationScope;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Payment as a stage of its own (拨付), for programmes that pay without a contract: the whole grant is due at once, and
 * the stage is passed when the bank has paid it. What the bank sends back stands in {@code fund} until it is paid after all.
 */
@Component
public class Payments {

    private static final String PREFIX = "programme/application/";
    private static final String ALL = "一次性拨付";

    private final ContractMoney money;
    private final ContractStore contracts;
    private final ApplicationStore applications;
    private final Definitions definitions;
    private final ObjectProvider<Lifecycle> lifecycle;
    private final Accounts accounts;
    private final Messages messages;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    public Payments(
            ContractMoney money,
            ContractStore contracts,
            ApplicationStore applications,
            Definitions definitions,
            ObjectProvider<Lifecycle> lifecycle,
            Accounts accounts,
            Messages messages,
            JdbcClient jdbc,
            PlatformTransactionManager manager) {
        this.money = money;
        this.contracts = contracts;
        this.applications = applications;
        this.definitions = definitions;
        this.lifecycle = lifecycle;
        this.accounts = accounts;
        this.messages = messages;
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(manager);
        // Events arrive when another transaction has just ended.
        this.transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Makes the grant due. What stands against it is noted with the application, and an officer tries again. */
    void propose(Viewer actor, Application application) {
        if (grant(application) == 0) {
            var passed = lifecycle.getObject().move(actor, Move.pass(application));
            if (passed instanceof Outcome.Refused<Application>(var why)) throw new IllegalStateException("" + why);
            return;
        }
        var errors = commit(actor, application);
        if (!errors.isEmpty()) {
            lifecycle
                    .getObject()
                    .note(
                            actor,
                            application.id(),
                            "",
                            Map.of("paymentRefused", errors.getFirst().key()));
        }
    }

    private List<FieldError> commit(Viewer actor, Application application) {
        var call = contracts.call(application.call());
        boolean contracted = money.of(actor, application.id()).stream()
                .anyMatch(one -> one.contracted().fen() > 0);
        if (contracted) {
            return contracts
                    .find(application.id())
                    .map(project -> money.passed(actor, project, application.stage(), "进入拨付"))
                    .orElse(List.of());
        }
        long grant = grant(application);
        var text = new ContractText(
                "",
                application.label(),
                "",
                "",
                "",
                "",
                null,
                null,
                grant,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(new ContractText.Part("all", ALL, grant, "", "")),
                List.of(),
                List.of());
        return money.commit(actor, application, call.getValue().orElse(null), text, BigDecimal.ONE);
    }

    /** An officer tries once more, after the budget was mended. */
    public Outcome<Application> again(Viewer viewer, UUID id) {
        return transactions.execute(status -> {
            Optional<Application> found = applications.find(viewer, id).flatMap(seen -> applications.lock(id));
            if (found.isEmpty()) return ContractDesk.no("", "contract.error.gone");
            Application at = found.get();
            boolean may = viewer.isOfficer()
                    && viewer.regions().contains(contracts.call(at.call()).getKey());
            if (!may) return ContractDesk.no("", "contract.error.notBureau");
            if (at.stageKind() != Stage.Kind.PAYMENT || at.status() != Status.OPEN) {
                return ContractDesk.no("", "contract.error.notThere");
            }
            var errors = commit(viewer, at);
            if (errors.isEmpty()) return Outcome.done(at);
            status.setRollbackOnly();
            return Outcome.refused(errors);
        });
    }

    /** Money of the application as the viewer may see it. */
    public List<Allocation> of(Viewer viewer, UUID application) {
        return money.of(viewer, application);
    }

    List<FieldError> outstanding(Application application) {
        if (grant(application) == 0 || paid(application)) return List.of();
        return List.of(FieldError.of("", "contract.payment.error.outstanding"));
    }

    private boolean paid(Application application) {
        var all = money.of(system(application), application.id());
        long paid = all.stream()
                .flatMap(one -> one.instalments().stream())
                .filter(one -> one.state() == Instalment.State.PAID)
                .mapToLong(one -> one.amount().fen())
                .sum();
        return paid >= grant(application);
    }

    private static long grant(Application application) {
        return application.grantedFen() == null ? 0 : application.grantedFen();
    }

    /** The platform itself, seeing the one place. */
    private Viewer system(Application application) {
        var regions = new ArrayList<String>();
        regions.add(contracts.call(application.call()).getKey());
        regions.add(application.region());
        if (application.zone() != null) regions.add(application.zone());
        return new Viewer(null, "系统", Set.of(Role.BUREAU_OFFICER), null, null, "", List.copyOf(regions));
    }

    /** Passes the stage of whatever is paid in full; answers how many it passed. */
    public int settle() {
        int passed = 0;
        for (UUID id : jdbc.sql("""
                        SELECT id FROM programme.application WHERE stage_kind = 'payment' AND status = 'open'
                        ORDER BY due_on, id""")
                .query((rows, number) -> ContractStore.id(rows, "id"))
                .list()) {
            if (settle(id)) passed++;
        }
        return passed;
    }

    /** Passes the payment stage of one application if it is paid in full. */
    public boolean settle(UUID id) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            Optional<Application> at = applications.lock(id);
            if (at.isEmpty()
                    || at.get().stageKind() != Stage.Kind.PAYMENT
                    || at.get().status() != Status.OPEN
                    || !paid(at.get())) {
                return false;
            }
            var moved = lifecycle.getObject().move(system(at.get()), Move.pass(at.get()));
            return moved instanceof Outcome.Done<Application>;
        }));
    }

    /** After the ledger's own transaction, so that nobody waits for two locks in different order; the job catches up. */
    @TransactionalEventListener(fallbackExecution = true)
    void paid(InstalmentPaid event) {
        tell(
                event.reference(),
                "programme.paid/" + event.allocation() + "/" + event.instalment(),
                "已拨付 " + Answers.wan(event.amount()) + " 万元：",
                "");
        application(event.reference()).ifPresent(this::settle);
    }

    @TransactionalEventListener(fallbackExecution = true)
    void returned(InstalmentReturned event) {
        tell(
                event.reference(),
                "programme.returned/" + event.allocation() + "/" + event.instalment() + "/" + event.reason(),
                "拨款被银行退回：",
                event.reason());
    }

    private void tell(String reference, String key, String subject, String text) {
        application(reference).flatMap(applications::find).ifPresent(application -> {
            var people = accounts.ofOrganisation(application.organisation()).stream()
                    .map(Accounts.Person::account)
                    .toList();
            if (people.isEmpty()) return;
            String line = subject + application.label();
            transactions.executeWithoutResult(status -> messages.send(
                    people,
                    key,
                    line.length() > 200 ? line.substring(0, 200) : line,
                    text.isEmpty() ? application.callTitle() : text,
                    "/applications/" + application.id()));
        });
    }

    private static Optional<UUID> application(String reference) {
        return reference.startsWith(PREFIX)
                ? Optional.of(UUID.fromString(reference.substring(PREFIX.length())))
                : Optional.empty();
    }

    /** Applications at payment the viewer sees, longest waiting first. */
    public List<Application> waiting(Viewer viewer, int most) {
        var scope = ApplicationScope.of(viewer);
        return jdbc.sql("SELECT " + ApplicationStore.COLUMNS + ApplicationStore.FROM
                        + " WHERE a.stage_kind = 'payment' AND a.status IN ('open', 'held') AND " + scope.sql()
                        + " ORDER BY a.stage_since, a.id LIMIT :most")
                .params(scope.parameters())
                .param("most", most)
                .query(ApplicationStore::row)
                .list();
    }

    /** What a programme pays is shown in the words of its stage. */
    public String stageName(Application application) {
        return definitions
                .of(application.version())
                .stage(application.stage())
                .name()
                .zh();
    }
}
