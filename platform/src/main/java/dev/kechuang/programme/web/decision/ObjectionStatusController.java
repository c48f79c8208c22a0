package dev.kechuang.programme.web.decision;

import dev.kechuang.programme.internal.decision.ObjectionReceipts;
import dev.kechuang.programme.internal.decision.ObjectionStore.Filed;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where whoever objected reads what became of it, by the number and the secret on the receipt. */
@Controller
@Allow(everyone = true)
public class ObjectionStatusController {

    private final ObjectionReceipts receipts;
    private final ObjectionLimit limit;
    private final DecisionWords words;

    ObjectionStatusController(ObjectionReceipts receipts, ObjectionLimit limit, DecisionWords words) {
        this.receipts = receipts;
        this.limit = limit;
        this.words = words;
    }

    /** @param state null before anything is found */
    public record Page(Form form, @Nullable Tag state, List<Detail> details) {}

    @GetMapping("/notices/objections")
    String ask(Model model) {
        model.addAttribute("model", new Page(Form.EMPTY, null, List.of()));
        return "programme/objectionStatus";
    }

    /** A post, so that the secret stands in no address and no log. */
    @PostMapping("/notices/objections")
    String read(
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String secret,
            Locale locale,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        Form form = Form.of(Map.of("number", number));
        if (!limit.allows(ObjectionLimit.Act.READ, request.getRemoteAddr())) {
            response.setStatus(429);
            return page(form.with(List.of(FieldError.of("", "decision.error.tooMany"))), model);
        }
        var filed = receipts.read(number, secret);
        if (filed.isEmpty()) {
            response.setStatus(422);
            return page(form.with(List.of(FieldError.of("number", "decision.error.receipt"))), model);
        }
        model.addAttribute(
                "model",
                new Page(
                        form,
                        words.state(locale, filed.get().state(), filed.get().kind()),
                        details(locale, filed.get())));
        return "programme/objectionStatus";
    }

    private static String page(Form form, Model model) {
        model.addAttribute("model", new Page(form, null, List.of()));
        return "programme/objectionStatus";
    }

    private List<Detail> details(Locale locale, Filed filed) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(words.text(locale, "decision.objection.number"), filed.number()));
        details.add(Detail.of(words.text(locale, "decision.tab.notices"), filed.noticeTitle()));
        details.add(Detail.of(words.text(locale, "decision.project"), filed.applicationTitle()));
        details.add(Detail.of(words.text(locale, "decision.objection.filed"), DecisionWords.minute(filed.filedAt())));
        if (filed.handledAt() != null) {
            details.add(Detail.of(
                    words.text(locale, "decision.objection.handled"), DecisionWords.minute(filed.handledAt())));
            details.add(Detail.of(words.text(locale, "decision.objection.answer"), filed.answer()));
        }
        return details;
    }
}
