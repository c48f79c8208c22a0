package dev.kechuang.launch;

import dev.kechuang.identity.DemoAccounts;
import dev.kechuang.identity.FirstRun;
import dev.kechuang.pack.CodeLists;
import dev.kechuang.shared.access.Role;
import java.util.List;
import org.springframework.context.ApplicationContext;

/** The way in, as the terminal shows it. */
final class Welcome {

    private Welcome() {}

    /** The demonstration accounts with their roles and their one password. */
    static void accounts(ApplicationContext context) {
        List<DemoAccounts.Entry> entries = context.getBeanProvider(DemoAccounts.class).stream()
                .flatMap(accounts -> accounts.entries().stream())
                .toList();
        if (entries.isEmpty()) return;
        Console.line("  账号（密码均为 " + DemoAccounts.PASSWORD + "） Accounts, all with that password:");
        int widest =
                entries.stream().mapToInt(entry -> entry.login().length()).max().orElse(0);
        for (DemoAccounts.Entry entry : entries) {
            Console.line(
                    "    " + entry.login() + " ".repeat(widest - entry.login().length()) + "  "
                            + role(context, entry.role()) + "  " + entry.name() + " " + entry.place());
        }
    }

    /** One-time links for administrators who are still missing. */
    static void links(ApplicationContext context, String address) {
        List<FirstRun.Link> links = context.getBeanProvider(FirstRun.class).stream()
                .flatMap(first -> first.links().stream())
                .toList();
        if (links.isEmpty()) return;
        Console.line("  请将以下一次性链接分别交给三位管理员；重新启动后旧链接失效，localhost 可换成服务器地址");
        Console.line("  Give each of these one-time links to one administrator; a restart makes new ones:");
        for (FirstRun.Link link : links) {
            Console.line("    " + role(context, link.role()) + "  " + address.replaceAll("/$", "") + link.path());
        }
    }

    private static String role(ApplicationContext context, Role role) {
        return context.getBean(CodeLists.class).roles().stream()
                .filter(text -> text.role() == role)
                .map(text -> text.name() + " " + text.en())
                .findFirst()
                .orElse(role.name());
    }
}
