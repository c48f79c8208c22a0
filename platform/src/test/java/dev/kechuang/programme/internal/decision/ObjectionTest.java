package dev.kechuang.programme.internal.decision;

import static dev.kechuang.programme.internal.decision.DecisionFixture.document;
import static dev.kechuang.programme.internal.decision.DecisionFixture.objection;
import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.decision.NoticeStore.Notice;
import dev.kechuang.programme.internal.decision.ObjectionReceipts.Receipt;
import dev.kechuang.programme.internal.decision.ObjectionStore.Objection;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objections and leads: what one form files, who may raise it, and what it does when it proves right. */
class ObjectionTest {

    private static final DecisionFixture CITY = new DecisionFixture();

    @SuppressWarnings("NullAway.Init")
    private UUID call;

    @SuppressWarnings("NullAway.Init")
    private Application first;

    @SuppressWarnings("NullAway.Init")
    private Application second;

    @SuppressWarnings("NullAway.Init")
    private Notice notice;

    @AfterAll
    static void close() {
        CITY.close();
    }

    @BeforeEach
    void publish() {
        call = CITY.call(100);
        first = CITY.decided(call, "甲", "90", 50);
        second = CITY.decided(call, "乙", "80", 50);
        CITY.confirmed(call);
        notice = CITY.noticed(call);
    }

    private Objection lead(Application against) {
        String number = done(CITY.objection.file(
                        Viewer.PUBLIC, notice.id(), objection(against, ObjectionKind.ANONYMOUS, "", "", "")))
                .number();
        return CITY.objections.of(CITY.officer, call).stream()
                .filter(each -> each.number().equals(number))
                .findFirst()
                .orElseThrow();
    }

    private void approved() {
        while (!CITY.notice.today().isAfter(notice.untilOn())) CITY.clock.move(Duration.ofDays(1));
        CITY.notice.endThoseOver();
        var prepared = done(CITY.approval.prepare(CITY.officer, call, document(CITY.notice.today(), false)));
        done(CITY.approval.issue(CITY.leader, call, prepared.id()));
    }

    @Test
    void aLeadThatProvesRightAfterTheApprovalIsRecordedAndTheRestIsToBeDoneByHand() {
        Objection late = lead(first);
        Objection ended = lead(second);
        assertThat(CITY.objection.effect(late)).contains(ObjectionEffect.LEAVES);
        approved();
        done(CITY.move(Move.pass(CITY.find(second))));
        assertThat(CITY.find(second).status()).isEqualTo(Status.COMPLETED);
        assertThat(CITY.objection.effect(late)).contains(ObjectionEffect.BY_HAND);
        CITY.registry.told.clear();
        for (Objection each : List.of(late, ended)) {
            Objection settled = done(CITY.objection.settle(CITY.officer, each.id(), true, "经查情况属实"));
            assertThat(settled.state()).isEqualTo("upheld");
            assertThat(settled.effect()).isEqualTo(ObjectionEffect.BY_HAND);
        }
        assertThat(CITY.find(first).stage()).isEqualTo("pay");
        assertThat(CITY.find(first).status()).as("has not left").isEqualTo(Status.OPEN);
        assertThat(CITY.find(second).status()).isEqualTo(Status.COMPLETED);
        assertThat(CITY.registry.told)
                .contains(
                        "线索 " + late.number() + " 查实，须另行办理终止、撤销或追回：甲", "线索 " + ended.number() + " 查实，须另行办理终止、撤销或追回：乙");
    }

    @Test
    void whatAnUpheldOneDidIsKept() {
        Objection right = lead(first);
        Objection gone = lead(second);
        Objection shelved = lead(first);
        assertThat(done(CITY.objection.settle(CITY.officer, right.id(), true, "属实"))
                        .effect())
                .isEqualTo(ObjectionEffect.LEAVES);
        assertThat(CITY.find(first).status()).isEqualTo(Status.REFUSED);
        CITY.withdrawn(call, "乙");
        assertThat(CITY.objection.effect(gone)).contains(ObjectionEffect.GONE);
        assertThat(done(CITY.objection.settle(CITY.officer, gone.id(), true, "属实"))
                        .effect())
                .isEqualTo(ObjectionEffect.GONE);
        Objection kept = done(CITY.objection.settle(CITY.officer, shelved.id(), false, "无法核查"));
        assertThat(CITY.objection.effect(kept)).isEmpty();
    }

    private NewObjection written(NewObjection form, Application against, ObjectionKind kind, String text) {
        boolean named = kind != ObjectionKind.ANONYMOUS;
        return new NewObjection(
                form.once(), against.id(), kind, named ? "李正直" : "", named ? "13800000000" : "", "", text, form.file());
    }

    @Test
    void aFormSentAgainTellsTheSameReceiptAndOneThatWasChangedIsAnObjectionOfItsOwn() {
        var receipts = new ObjectionReceipts(CITY.objections);
        var form = objection(first);
        var lead = written(form, first, ObjectionKind.ANONYMOUS, form.text());
        Receipt told = done(CITY.objection.file(Viewer.PUBLIC, notice.id(), lead));
        Receipt again = done(CITY.objection.file(Viewer.PUBLIC, notice.id(), lead));
        assertThat(again).isEqualTo(told);
        assertThat(receipts.read(again.number(), again.secret())).isPresent();
        for (var changed : List.of(
                written(form, second, ObjectionKind.ANONYMOUS, form.text()),
                written(form, first, ObjectionKind.PERSON, form.text()),
                written(form, first, ObjectionKind.ANONYMOUS, "另一件事：经费预算与去年的项目重复。"))) {
            Receipt other = done(CITY.objection.file(Viewer.PUBLIC, notice.id(), changed));
            assertThat(other.number()).isNotEqualTo(told.number());
            assertThat(receipts.read(other.number(), other.secret())).isPresent();
            assertThat(receipts.read(other.number(), told.secret())).isEmpty();
            assertThat(done(CITY.objection.file(Viewer.PUBLIC, notice.id(), changed)))
                    .as("that one, too, once")
                    .isEqualTo(other);
        }
        assertThat(CITY.objections.of(CITY.officer, call)).hasSize(4);
        assertThat(CITY.city
                        .jdbc
                        .sql("SELECT count(*) FROM programme.objection o WHERE o::text LIKE :form")
                        .param("form", "%" + form.once() + "%")
                        .query(Integer.class)
                        .single())
                .as("what the secret is made from is not kept")
                .isZero();
    }

    private static List<String> fields(NewObjection wanted, UUID notice) {
        return CITY.objection.problems(notice, wanted).stream()
                .map(FieldError::field)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0512-65881234转801",
                "１３８１２３４５６７８",
                "0512—65881234",
                "+86 (512) 6522-1111",
                "0512-65881234/13812345678",
                "ｌｉ＠example.com",
                "邮箱 li@example.com"
            })
    void aContactIsWhateverOneCanCallOrWriteTo(String contact) {
        assertThat(fields(objection(first, ObjectionKind.PERSON, "李正直", contact, ""), notice.id()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-------", "请到门口找我", "(((((())))", "123456转", "li@example", "@@@@@.cn"})
    void aContactWithoutNumberOrAddressIsRefused(String contact) {
        assertThat(fields(objection(first, ObjectionKind.PERSON, "李正直", contact, ""), notice.id()))
                .containsExactly("contact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"O’Brien", "买买提‧艾力", "阿卜杜拉·买买提", "O'Brien", "Ｌｉ Ｗｅｉ", "José da Silva"})
    void aNameIsWrittenAsItsOwnerWritesIt(String name) {
        assertThat(fields(objection(first, ObjectionKind.PERSON, name, "13800000000", ""), notice.id()))
                .isEmpty();
    }

    @Test
    void whoObjectsAndTheEvidenceAreReadWhereTheCallIsHandledAndNowhereElse() throws IOException {
        var files = CITY.files.face();
        UUID file = done(files.store(
                        Viewer.PUBLIC,
                        "证据.pdf",
                        dev.kechuang.file.FileStore.Kind.ATTACHMENT,
                        new ByteArrayInputStream(new byte[] {1})))
                .id();
        var form = objection(first);
        var wanted = new NewObjection(
                form.once(),
                form.application(),
                form.kind(),
                form.name(),
                form.contact(),
                form.organisation(),
                form.text(),
                file);
        done(CITY.objection.file(Viewer.PUBLIC, notice.id(), wanted));
        Objection raised = CITY.objections.of(CITY.officer, call).getFirst();
        var evidence = new EvidenceFiles(CITY.objections);
        String id = raised.id().toString();
        assertThat(evidence.mayRead(CITY.officer, id)).isTrue();
        assertThat(evidence.mayRead(CITY.leader, id)).isTrue();
        for (Role role : List.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER)) {
            var elsewhere = new Viewer(
                    UUID.randomUUID(),
                    "别处",
                    Set.of(role),
                    null,
                    UUID.randomUUID(),
                    "",
                    List.of(RegistryFixture.KUNSHAN));
            assertThat(evidence.mayRead(elsewhere, id)).as(role.name()).isFalse();
            assertThat(CITY.objections.of(elsewhere, null)).isEmpty();
            assertThat(CITY.objections.find(elsewhere, raised.id())).isEmpty();
        }
        Viewer applicant = RegistryFixture.applicant(first.organisation());
        assertThat(evidence.mayRead(applicant, id)).isFalse();
        assertThat(refused(CITY.objection.settle(CITY.officer, raised.id(), false, "")))
                .extracting(FieldError::field)
                .containsExactly("answer");
    }
}
