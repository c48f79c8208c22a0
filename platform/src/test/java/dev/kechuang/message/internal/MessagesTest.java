package dev.kechuang.message.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Message;
import dev.kechuang.message.Messages;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.TestDatabase;
import dev.kechuang.testing.Viewers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mail.MailSendException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;

/** People are told once, in their inbox, and by e-mail when a server is set and they want it. */
class MessagesTest {

    private TestDatabase database;
    private JdbcTransactionManager transactions;
    private JdbcMessages messages;
    private Inbox inbox;
    private Server server;
    private OutgoingMail mail;
    private final Viewer wang = Viewers.countyOfficer(Viewers.TAICANG);
    private final Viewer li = Viewers.bureauOfficer();

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        transactions = new JdbcTransactionManager(database.application());
        server = new Server();
        var beans = new StaticListableBeanFactory();
        beans.addBean("sender", server);
        var settings = new MailSettings(
                beans.getBeanProvider(JavaMailSender.class), "kjj@example.cn", "https://kc.example.cn/");
        messages = new JdbcMessages(database.jdbc(), settings);
        inbox = new Inbox(database.jdbc());
        mail = new OutgoingMail(database.jdbc(), transactions, new People(), settings);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Takes the mails instead of a server. */
    private static final class Server extends JavaMailSenderImpl {
        final List<SimpleMailMessage> taken = new ArrayList<>();
        boolean down;

        @Override
        public synchronized void send(SimpleMailMessage... mails) {
            if (down) throw new MailSendException("535 wrong password of kjj@example.cn");
            taken.addAll(List.of(mails));
        }
    }

    private final class People implements Accounts {
        @Override
        public Optional<Person> find(UUID account) {
            String address = account.equals(wang.account()) ? "wang@example.cn" : "";
            return Optional.of(new Person(account, "某", "login", address, "", List.of(Role.COUNTY_OFFICER)));
        }

        @Override
        public Outcome<UUID> registerApplicant(NewApplicant applicant, UUID organisation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Person> ofOrganisation(UUID organisation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Person> officers(Role role, String region) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void moveOrganisation(Viewer actor, UUID from, UUID to) {
            throw new UnsupportedOperationException();
        }
    }

    private void send(String key, Viewer... to) {
        var accounts = new ArrayList<UUID>();
        for (var viewer : to) accounts.add(viewer.requireAccount());
        messages.send(accounts, key, "企业待确认", "苏州某公司已提交注册，请核对。", "/registry/organisations/1");
    }

    private List<Message> all(Viewer viewer) {
        return inbox.page(viewer, false, KeyPage.At.START).items();
    }

    private String state() {
        return database.jdbc()
                .sql("SELECT string_agg(state || attempts, ',' ORDER BY state) FROM message.outgoing")
                .query(String.class)
                .single();
    }

    @Test
    void manyPeopleAreToldDifferentThingsAtOnceEachOnce() {
        var transaction = new TransactionTemplate(transactions);
        var notes = List.of(
                new Messages.Note(wang.requireAccount(), "import/1", "昆山甲", "共3项", "/organisations"),
                new Messages.Note(li.requireAccount(), "import/1", "昆山乙", "共4项", "/organisations"));
        transaction.executeWithoutResult(status -> messages.sendAll(notes));
        transaction.executeWithoutResult(status -> messages.sendAll(notes));
        for (var note : notes) {
            assertThat(database.owner()
                            .sql("SELECT m.subject FROM message.message m JOIN message.outgoing o ON o.message = m.id"
                                    + " WHERE m.account = :account")
                            .param("account", note.account())
                            .query(String.class)
                            .list())
                    .containsExactly(note.subject());
        }
        var abroad = List.of(new Messages.Note(li.requireAccount(), "import/2", "x", "", "https://example.com"));
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> messages.sendAll(abroad)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSameThingIsToldOnceToEach() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 8; i++) all.add(threads.submit(() -> send("registry.submitted/1", wang, li, wang)));
            for (var one : all) one.get();
        }
        send("registry.submitted/2", wang);
        assertThat(all(wang)).hasSize(2);
        assertThat(all(li)).hasSize(1);
        assertThat(inbox.unread(wang)).isEqualTo(2);
        assertThat(inbox.unread(Viewer.PUBLIC)).isZero();
    }

    @Test
    void aMessageIsReadByItsOwnerOnly() {
        send("a", wang);
        UUID id = all(wang).getFirst().id();
        assertThat(inbox.open(li, id)).isEmpty();
        assertThat(inbox.unread(wang)).isEqualTo(1);
        assertThat(inbox.open(wang, id)).get().extracting(Message::unread).isEqualTo(false);
        assertThat(inbox.unread(wang)).isZero();
        assertThat(inbox.page(wang, true, KeyPage.At.START).items()).isEmpty();
        send("b", wang, li);
        send("c", wang, li);
        assertThat(inbox.readAll(wang)).isEqualTo(2);
        assertThat(inbox.unread(li)).isEqualTo(2);
    }

    @Test
    void theInboxIsPagedByKeyForthAndBack() {
        for (int i = 0; i < 75; i++) send("k" + i, wang);
        var first = inbox.page(wang, false, KeyPage.At.START);
        assertThat(first.previous()).isNull();
        assertThat(first.total().count()).isEqualTo(75);
        var second = inbox.page(wang, false, KeyPage.At.of(first.next(), null));
        var third = inbox.page(wang, false, KeyPage.At.of(second.next(), null));
        assertThat(third.items()).hasSize(15);
        assertThat(third.next()).isNull();
        assertThat(inbox.page(wang, false, KeyPage.At.of(null, third.previous())))
                .isEqualTo(second);
        var back = inbox.page(wang, false, KeyPage.At.of(null, second.previous()));
        assertThat(back.items()).isEqualTo(first.items());
        assertThat(back.previous()).isNull();
        assertThat(inbox.page(wang, false, KeyPage.At.of("not a key", null)).items())
                .isEqualTo(first.items());
    }

    @Test
    void linksLeadToPagesOfOursOnly() {
        for (String link : List.of("https://evil.example", "//evil.example", "/\\evil", "javascript:alert(1)")) {
            assertThatThrownBy(() -> messages.send(List.of(wang.requireAccount()), "k", "s", "t", link))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> database.jdbc()
                            .sql("INSERT INTO message.message (account, key, subject, text, link)"
                                    + " VALUES (uuidv7(), 'k', 's', 't', :link)")
                            .param("link", link)
                            .update())
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void mailLeavesAfterTheCommitOnce() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            send("a", wang);
            // From another connection nothing is there to be sent yet.
            assertThat(database.owner()
                            .sql("SELECT count(*) FROM message.outgoing")
                            .query(Integer.class)
                            .single())
                    .isZero();
        });
        assertThat(mail.run()).isEqualTo(1);
        assertThat(mail.run()).isZero();
        var left = server.taken.getFirst();
        assertThat(left.getTo()).containsExactly("wang@example.cn");
        assertThat(left.getSubject()).isEqualTo("企业待确认");
        assertThat(left.getText()).contains("https://kc.example.cn/registry/organisations/1");
        assertThat(state()).isEqualTo("sent1");
    }

    @Test
    void whoeverHasNoAddressOrWantsNoneGetsNoMail() {
        send("a", li);
        assertThat(mail.run()).isZero();
        assertThat(state()).isEqualTo("skipped1");
        inbox.email(wang, false);
        assertThat(inbox.email(wang)).isFalse();
        send("b", wang);
        inbox.email(wang, true);
        assertThat(mail.run()).isZero();
        assertThat(server.taken).isEmpty();
        assertThat(all(wang)).hasSize(1);
    }

    @Test
    void aMailThatFailsIsTriedAgainLaterAndGivenUpInTheEnd() {
        send("a", wang);
        server.down = true;
        assertThat(mail.run()).isZero();
        assertThat(state()).isEqualTo("waiting1");
        assertThat(error()).isEqualTo("MailSendException");
        assertThat(mail.run()).isZero();
        assertThat(state()).isEqualTo("waiting1");
        for (int i = 2; i <= OutgoingMail.MOST_ATTEMPTS; i++) {
            due();
            assertThat(mail.run()).isZero();
        }
        assertThat(state()).isEqualTo("failed8");
        server.down = false;
        send("b", wang);
        assertThat(mail.run()).isEqualTo(1);
    }

    private void due() {
        database.owner()
                .sql("UPDATE message.outgoing SET next_attempt = now() - interval '1 minute'")
                .update();
    }

    private @Nullable String error() {
        return database.jdbc()
                .sql("SELECT error FROM message.outgoing")
                .query((row, number) -> row.getString(1))
                .single();
    }

    @Test
    void withoutAServerNothingWaitsForOne() {
        var off = new MailSettings(
                new StaticListableBeanFactory().getBeanProvider(JavaMailSender.class), "kjj@example.cn", "");
        new JdbcMessages(database.jdbc(), off).send(List.of(wang.requireAccount()), "a", "s", "t", "/home");
        assertThat(all(wang)).hasSize(1);
        assertThat(database.jdbc()
                        .sql("SELECT count(*) FROM message.outgoing")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(new OutgoingMail(database.jdbc(), transactions, new People(), off).run())
                .isZero();
    }
}
