package dev.kechuang.registry.benchmark;

import dev.kechuang.shared.CreditCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;

/**
 * Excel imports as an officer meets them, from the upload to the page that says what was loaded: 10,000 new
 * organisations, the same with other names and addresses, and a year's facts of 5,000 of them, twice. {@code ./kc bench import}
 * runs it.
 *
 * <p>Arguments: the root of the repository, then optionally the address of a demonstration that runs already; without
 * one a city is filled for it.
 */
public final class ImportBenchmark {

    private static final int ORGANISATIONS = 10_000;
    private static final int SHEETS = 5_000;
    private static final int ROUNDS = 3;
    private static final String BOUNDARY = "kechuang-import-benchmark";

    private static final List<String> ORGANISATION =
            List.of("统一社会信用代码", "单位名称", "英文名称", "单位类型", "所在县区", "所属行业", "成立日期", "企业规模", "地址", "联系电话", "电子邮箱", "网址");
    private static final List<String> FACTS = List.of(
            "统一社会信用代码",
            "单位名称",
            "年度",
            "营业收入（万元）",
            "总收入（万元）",
            "高新技术产品收入（万元）",
            "成本费用（万元）",
            "资产总额（万元）",
            "净资产（万元）",
            "利润总额（万元）",
            "职工总数（人）",
            "科技人员（人）",
            "研发人员（人）",
            "研发项目（项）",
            "专利申请（项）",
            "发明专利申请（项）",
            "专利授权（项）",
            "新产品（项）",
            "软件著作权登记（项）");

    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private ImportBenchmark(URI address) {
        this.address = address;
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        if (arguments.length > 1) {
            new ImportBenchmark(URI.create(arguments[1])).run();
            return;
        }
        try (var city = DemoCity.filled(root, 3_000)) {
            new ImportBenchmark(city.address()).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        logIn();
        System.out.println("load average before " + load());
        int start = (int) (System.currentTimeMillis() / 1_000 % 80_000) * 10_000;
        for (int round = 0; round < ROUNDS; round++) {
            int from = start + round * ORGANISATIONS;
            time(
                    "new organisations",
                    "/organisations/import",
                    ORGANISATIONS,
                    ORGANISATION,
                    i -> organisation(from + i, ""));
            time(
                    "changed names and addresses",
                    "/organisations/import",
                    ORGANISATIONS,
                    ORGANISATION,
                    i -> organisation(from + i, "新"));
            time("facts of a year, 16 each", "/facts/import", SHEETS, FACTS, i -> facts(from + i, 1));
            time("other values of that year", "/facts/import", SHEETS, FACTS, i -> facts(from + i, 2));
        }
        System.out.println("load average after " + load());
    }

    private static String code(int number) {
        String first = "91320585" + String.format(Locale.ROOT, "%09d", number);
        return first + CreditCode.checkCharacter(first);
    }

    private static List<Object> organisation(int number, String renamed) {
        char one = (char) ('一' + number % 2_000);
        char two = (char) ('东' + number / 2_000 % 2_000);
        return List.of(
                code(number),
                "太仓" + one + two + renamed + "精密电子" + number + "有限公司",
                "Taicang Precision " + number + " Ltd.",
                "企业",
                "太仓市",
                "C39",
                "2015-03-05",
                "小型",
                "太仓市前进东路" + number % 999 + renamed + "号",
                "0512-5" + number % 1_000_000,
                "office" + number + "@example.cn",
                "https://example.cn/" + number);
    }

    private static List<Object> facts(int number, int times) {
        var row = new ArrayList<Object>(List.of(code(number), "", 2025));
        for (int sum : List.of(9_000, 9_100, 6_000, 8_000, 12_000, 7_000, 900)) row.add((sum + number % 100) * times);
        for (int count : List.of(80, 20, 15, 6, 9, 4, 7, 3, 2)) row.add(count * times);
        return row;
    }

    private void time(String what, String base, int rows, List<String> header, IntFunction<List<Object>> row)
            throws IOException, InterruptedException {
        byte[] file = workbook(header, rows, row);
        long began = System.nanoTime();
        String preview = sent(base, upload(file, page(base)), "multipart/form-data; boundary=" + BOUNDARY);
        long uploaded = System.nanoTime();
        String form = page(preview);
        if (!form.contains(base + "/" + preview.substring(base.length() + 1) + "/confirm")) {
            throw new IOException("the file has errors: " + address + preview);
        }
        long previewed = System.nanoTime();
        String then = sent(
                preview + "/confirm",
                ("_csrf=" + encoded(csrf(form))).getBytes(StandardCharsets.UTF_8),
                "application/x-www-form-urlencoded");
        page(then);
        long done = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "%,6d %-28s upload %.1f s, preview %.1f s, load %.1f s: %.1f s%n",
                rows,
                what,
                (uploaded - began) / 1e9,
                (previewed - uploaded) / 1e9,
                (done - previewed) / 1e9,
                (done - began) / 1e9);
    }

    private static byte[] workbook(List<String> header, int rows, IntFunction<List<Object>> row) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "bench", "1.0")) {
            var sheet = book.newWorksheet("1");
            for (int c = 0; c < header.size(); c++) sheet.value(0, c, header.get(c));
            for (int r = 0; r < rows; r++) {
                var cells = row.apply(r);
                for (int c = 0; c < cells.size(); c++) {
                    if (cells.get(c) instanceof Number number) sheet.value(r + 1, c, number);
                    else sheet.value(r + 1, c, cells.get(c).toString());
                }
            }
        }
        return out.toByteArray();
    }

    private static byte[] upload(byte[] file, String form) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + csrf(form)
                        + "\r\n--"
                        + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"import.xlsx\"\r\n"
                        + "Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.write(file);
        body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private void logIn() throws IOException, InterruptedException {
        String form = "_csrf=" + encoded(csrf(page("/login"))) + "&login=county&password=Kechuang-2026&back=/";
        sent("/login", form.getBytes(StandardCharsets.UTF_8), "application/x-www-form-urlencoded");
    }

    /** Where the answer leads. */
    private String sent(String path, byte[] body, String type) throws IOException, InterruptedException {
        var answer = client.send(
                HttpRequest.newBuilder(address.resolve(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 3) throw new IOException(path + " answers " + answer.statusCode());
        return address.resolve(answer.headers().firstValue("Location").orElseThrow())
                .getPath();
    }

    private String page(String path) throws IOException, InterruptedException {
        var answer = client.send(
                HttpRequest.newBuilder(address.resolve(path))
                        .header("Accept", "text/html")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IOException(path + " answers " + answer.statusCode());
        return answer.body();
    }

    private static String csrf(String page) throws IOException {
        var token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(page);
        if (!token.find()) throw new IOException("a page without a form");
        return token.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).strip();
    }
}
