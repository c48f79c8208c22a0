package dev.kechuang.match.internal.grow;

import java.util.List;

/**
 * A ladder (培育梯队) as {@code cultivation/*.yaml} of the packs states it: who is near a policy's thresholds is led to the
 * title it grants.
 *
 * @param policy id of the policy that decides
 * @param title code of the kind of title it leads to
 * @param programmes ids of the programmes in which the title is applied for; empty where it is applied for elsewhere
 */
public record Ladder(
        String id, String name, String en, String policy, String title, List<String> programmes, List<Paper> papers) {

    /**
     * A paper to prepare (申报材料).
     *
     * @param conditions ids of the policy's conditions that it proves; empty for what is needed anyway
     */
    public record Paper(String name, String en, List<String> conditions, String clause) {}
}
