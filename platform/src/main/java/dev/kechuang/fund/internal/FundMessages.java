package dev.kechuang.fund.internal;

import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Figures;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What people are told about money. Messages are kept as they were sent, in Chinese. */
@Component
public class FundMessages {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final Messages messages;
    private final Accounts accounts;
    private final Texts texts;

    public FundMessages(Messages messages, Accounts accounts, Texts texts) {
        this.messages = messages;
        this.accounts = accounts;
        this.texts = texts;
    }

    void paid(UUID payment, UUID beneficiary, String title, String instalment, Money sum, LocalDate day) {
        send(
                people(beneficiary),
                "fund.paid/" + payment,
                texts.text(CHINESE, "fund.message.paid", Figures.yuan(sum)),
                texts.text(CHINESE, "fund.message.paid.text", title, instalment, Figures.yuan(sum), day.toString()),
                "/my/funds");
    }

    void returned(UUID payment, UUID beneficiary, UUID maker, String title, Money sum, String reason) {
        send(
                people(beneficiary),
                "fund.returned/" + payment,
                texts.text(CHINESE, "fund.message.returned", Figures.yuan(sum)),
                texts.text(CHINESE, "fund.message.returned.text", title, Figures.yuan(sum), reason),
                "/my/funds");
        send(
                List.of(maker),
                "fund.returned/" + payment,
                texts.text(CHINESE, "fund.message.returned", Figures.yuan(sum)),
                texts.text(CHINESE, "fund.message.returned.officer", title, Figures.yuan(sum), reason),
                "/funds/payments/" + payment);
    }

    /** A later demand replaces the sum, and is told again. */
    void demanded(AllocationStore.Row allocation, Money sum, LocalDate day, String reason) {
        send(
                people(allocation.beneficiary()),
                "fund.demanded/" + allocation.id() + "/" + day + "/" + sum.fen(),
                texts.text(CHINESE, "fund.message.demanded", Figures.yuan(sum)),
                texts.text(CHINESE, "fund.message.demanded.text", allocation.title(), Figures.yuan(sum), reason),
                "/my/funds/" + allocation.id());
    }

    /** @param open what is still to come back */
    void recovered(AllocationStore.Row allocation, UUID posting, Money sum, Money open) {
        send(
                people(allocation.beneficiary()),
                "fund.recovered/" + posting,
                texts.text(CHINESE, "fund.message.recovered", Figures.yuan(sum)),
                open.fen() == 0
                        ? texts.text(CHINESE, "fund.message.recovered.all", allocation.title())
                        : texts.text(CHINESE, "fund.message.recovered.text", allocation.title(), Figures.yuan(open)),
                "/my/funds/" + allocation.id());
    }

    void accountDecided(BankAccount account, boolean confirmed, String reason) {
        send(
                people(account.organisation()),
                "fund.account/" + account.id() + "/" + account.state().code() + "/" + confirmed,
                texts.text(CHINESE, confirmed ? "fund.message.accountConfirmed" : "fund.message.accountRefused"),
                confirmed ? account.bank() + " " + account.masked() : reason,
                "/my/funds");
    }

    private List<UUID> people(UUID organisation) {
        return accounts.ofOrganisation(organisation).stream()
                .map(Accounts.Person::account)
                .toList();
    }

    private void send(List<UUID> people, String key, String subject, String text, String link) {
        if (!people.isEmpty()) messages.send(people, key, subject, text, link);
    }
}
