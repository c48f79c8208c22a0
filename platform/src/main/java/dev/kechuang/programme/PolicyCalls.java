package dev.kechuang.programme;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls for applications (申报通知) by the policy that decides who may apply. Public, so not scoped. */
public interface PolicyCalls {

    /** Those that take applications at the moment, the one that ends first at the front. */
    List<Open> open(Instant now);

    /** Every call that is or was public, by the policy that decides who may apply; others are left out. */
    Map<String, List<UUID>> byPolicy();

    /**
     * @param region the region it is for, with all below
     * @param applicants kinds of organisations that may apply ({@code OrganisationKind.code()}); empty for any
     * @param policy id of the policy that decides, null where none does
     */
    record Open(
            UUID id,
            String title,
            String region,
            Instant closesAt,
            List<String> applicants,
            @Nullable String policy) {

        /** Where it is read. */
        public String path() {
            return "/calls/" + id;
        }

        /** Where an organisation begins to apply. */
        public String applyPath() {
            return path() + "/apply";
        }
    }
}
