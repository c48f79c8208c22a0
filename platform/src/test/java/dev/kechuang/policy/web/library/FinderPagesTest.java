package dev.kechuang.policy.web.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Six questions without login, one page each, every answer in the address. */
class FinderPagesTest extends LibraryWebTest {

    private static final String START = "/policies/finder?day=2026-06-01";

    /** Sends the form of a page as a browser would. */
    private Document send(Document page, String button, List<String> chosen) throws Exception {
        var request = get("/policies/finder");
        for (var hidden : page.select("form.finder input[type=hidden]"))
            request.param(hidden.attr("name"), hidden.attr("value"));
        chosen.forEach(value -> request.param("v", value));
        if (!button.isEmpty()) request.param(button, "1");
        return page(200, request);
    }

    @Test
    void sixQuestionsLeadToWhatFitsWhatMayFitAndWhatDoesNot() throws Exception {
        var page = page(200, get(URI.create(START)));
        assertThat(page.select("h2").text()).contains("第 1 题");
        assertThat(page.select("form.finder legend").text()).contains("持有下列哪些资质");
        page = send(page, "", List.of("科技型中小企业"));
        int asked = 1;
        while (!page.select("form.finder").isEmpty()) {
            asked++;
            var options = page.select("form.finder [name=v]").eachAttr("value");
            page = send(page, "", List.of(options.getFirst()));
        }
        assertThat(asked).isEqualTo(6);
        assertThat(page.select(".details dd a"))
                .as("every answer can be changed")
                .hasSize(6);
        assertThat(page.text()).contains("问完了").contains("还有可能").contains("不适合").contains("不满足：");
        var calculator = page.select("a[href^=/policies/cn-jiangsu-suzhou-voucher/calculator]")
                .attr("href");
        var carried = page(200, get(URI.create(calculator)));
        assertThat(carried.select("[name='try.titles.1.title'] [selected]").attr("value"))
                .isEqualTo("科技型中小企业");
    }

    @Test
    void bandsAreCarriedOverAsBounds() throws Exception {
        String path = START + "&a=revenue.2025:..5000000000";
        var page = page(200, get(URI.create(path)));
        var calculator =
                page.select("a[href^=/policies/cn-tech-sme/calculator]").attr("href");
        var carried = page(200, get(URI.create(calculator)));
        assertThat(carried.select("[name='try.revenue.2025']").attr("value")).isEqualTo("≤5000");
        assertThat(carried.select("#result li.met").text()).contains("年销售收入不超过2亿元");
    }

    @Test
    void skippingGoesOnAndNoChoiceIsNamed() throws Exception {
        var page = page(200, get(URI.create(START)));
        var skipped = send(page, "skip", List.of());
        assertThat(skipped.select("h2").text()).contains("第 2 题");
        var asked = new ArrayList<String>();
        for (int i = 0; i < 6 && !page.select("form.finder").isEmpty(); i++) {
            asked.add(page.select("form.finder [name=q]").attr("value"));
            page = send(page, "skip", List.of());
        }
        assertThat(asked).doesNotHaveDuplicates().hasSize(6);

        var none = page(422, get(URI.create(START + "&q=titles")));
        assertThat(none.select(".field-error").text()).contains("请选一项");
        assertThat(none.select("form.finder")).hasSize(1);
    }

    @Test
    void nonsenseInTheAddressAsksAnew() throws Exception {
        var page = page(200, get(URI.create(START + "&a=titles:king&a=:&a=x&region=999999&a=revenue.2025:1..")));
        assertThat(page.select("h2").text()).contains("第 2 题");
        assertThat(page.select(".details dd").text()).contains("苏州").contains("超过0");
    }

    @Test
    void zonesHaveTheirOwnPolicies() throws Exception {
        var page = page(200, get(URI.create(START + "&region=320585&a=titles:none")));
        assertThat(page.select(".details dd").eachText()).first().isEqualTo("太仓市");
    }
}
