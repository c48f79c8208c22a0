package dev.kechuang.programme.internal.contract;

import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A project (项目): an application with its contract.
 *
 * @param callRegion region of the call: whose officers act for the bureau
 * @param budgetLine line of the budget its money comes from, null for none
 * @param revision number of the draft that was looked at
 * @param original what was drafted from the submission
 * @param text draft, or text in force
 * @param version number of the frozen text that counts, 0 before the first
 * @param digest of that text in hexadecimal digits, empty before
 * @param remark what the officer asked for the last time
 * @param concludedOn day on which acceptance was passed
 */
public record Project(
        Application application,
        String callRegion,
        @Nullable UUID budgetLine,
        State state,
        int revision,
        ContractText original,
        ContractText text,
        int version,
        String digest,
        long sumFen,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        String remark,
        Instant waitsSince,
        @Nullable LocalDate confirmedOn,
        @Nullable LocalDate concludedOn) {

    /** How far the contract is (任务书状态). Names stand under {@code contract.state.} in the messages. */
    public enum State {
        /** 待填写: with the applicant. */
        DRAFTING,
        /** 待审核: with the officer. */
        SUBMITTED,
        /** 待签署: the text is frozen, both sides sign. */
        AGREED,
        /** 已签订. */
        CONFIRMED,
        /** 无任务书: the programme runs projects without one. */
        WAIVED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public UUID id() {
        return application.id();
    }

    /** Reference by which {@code fund} and the records know it. */
    public String reference() {
        return reference(id());
    }

    public static String reference(UUID application) {
        return "programme/application/" + application;
    }

    public boolean confirmed() {
        return state == State.CONFIRMED;
    }

    public boolean isOpen() {
        return application.status() == Status.OPEN;
    }
}
