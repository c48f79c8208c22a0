package dev.kechuang.document.web;

import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import dev.kechuang.document.FontUse;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.NavItem;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Says which typefaces (字体) official documents are set in, and shows a page set in them. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.SYSTEM_ADMIN})
class FontsController {

    private final Documents documents;
    private final Clock clock;

    FontsController(Documents documents, Clock clock) {
        this.documents = documents;
        this.clock = clock;
    }

    @Bean
    static NavItem fontsEntry() {
        return new NavItem(
                "pack.nav.area",
                "document.nav.section",
                "document.nav.fonts",
                "/documents/fonts",
                8_990,
                Set.of(Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.SYSTEM_ADMIN),
                NavItem.Todo.NONE);
    }

    @GetMapping("/documents/fonts")
    String fonts(Model model) {
        model.addAttribute("fonts", documents.fonts());
        return "document/fonts";
    }

    @GetMapping("/api/documents/fonts")
    @ResponseBody
    List<FontUse> fonts() {
        return documents.fonts();
    }

    @GetMapping("/documents/fonts/sample")
    ResponseEntity<byte[]> sample() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header("Content-Disposition", "inline; filename=\"sample.pdf\"")
                .body(documents.pdf(page(LocalDate.now(clock))));
    }

    private Document page(LocalDate today) {
        var page = Document.official("公文版式样张")
                .redHead("样张", "第1号")
                .addressee("各有关单位：")
                .paragraph("本页按《党政机关公文格式》（GB/T 9704-2012）排版：版心156毫米×225毫米，每页22行，每行28个字。")
                .heading(1, "一、一级标题用黑体")
                .heading(2, "（一）二级标题用楷体")
                .heading(3, "1. 三级标题用仿宋")
                .heading(1, "二、实际使用的字体");
        for (var use : documents.fonts())
            page.paragraph(use.wanted() + "：" + (use.substituted() ? "以 " + use.used() + " 代替" : use.used()));
        return page.signature("样张", today).build();
    }
}
