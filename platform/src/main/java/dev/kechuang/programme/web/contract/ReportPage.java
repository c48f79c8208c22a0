package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report to be written.
 *
 * @param work whether progress and spending are asked for
 * @param stage outcomes asked for, null for none
 * @param methods of acceptance to choose from, empty where it is none
 * @param remark what the officer asked for; empty for nothing
 */
public record ReportPage(
        String title,
        Project project,
        Form form,
        String action,
        boolean work,
        Stage.@Nullable Acceptance stage,
        List<Option> methods,
        String remark,
        int kept) {

    static ReportPage of(
            String title,
            Project project,
            Form form,
            String action,
            boolean work,
            Stage.@Nullable Acceptance stage,
            List<Option> methods,
            String remark) {
        String kept = form.value(ProjectWeb.KEPT);
        return new ReportPage(
                title,
                project,
                form,
                action,
                work,
                stage,
                methods,
                remark,
                kept.isEmpty() ? 0 : kept.split(",").length);
    }
}
