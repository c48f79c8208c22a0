package dev.kechuang.policy.web.release;

import dev.kechuang.policy.internal.PolicyBook.Pack;
import dev.kechuang.policy.internal.PolicyBook.Standing;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Option;
import java.util.List;

/** A policy that is not there yet: where it belongs, what it is called, what it begins with. */
public record NewPolicyPage(Form form, List<Pack> packs, List<Standing> policies) {

    public List<Crumb> crumbs(Frame frame) {
        return List.of(new Crumb(frame.t("release.list"), "/policy-drafts"));
    }

    public List<Option> packs(Frame frame) {
        return packs.stream()
                .map(pack -> new Option(pack.id(), frame.pick(pack.name(), pack.english()) + " (" + pack.id() + ")"))
                .toList();
    }

    public List<Option> templates(Frame frame) {
        return policies.stream()
                .map(standing -> {
                    var policy = standing.newest().version().policy();
                    return new Option(
                            standing.policy(),
                            frame.t("release.template.after", frame.pick(policy.name(), policy.english())));
                })
                .toList();
    }
}
