package dev.kechuang.launch;

import dev.kechuang.pack.Packs;
import dev.kechuang.programme.ProgrammeCheck;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./kc programme check [DIR]}: reads the programmes of the packs and tells what is wrong, without a database. */
@Command(
        name = "programme",
        description = "计划文件的检查 · check programmes",
        mixinStandardHelpOptions = true,
        subcommands = ProgrammeCommand.Check.class)
final class ProgrammeCommand {

    @Command(name = "check", description = "检查计划文件 · check programmes", mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {

        @Parameters(arity = "0..1", paramLabel = "DIR", defaultValue = "packs", description = "定义包目录 · packs")
        private String directory = "packs";

        @Option(names = "--city", defaultValue = "320500", description = "城市区划代码 · region code of the city")
        private String city = "320500";

        @Option(names = "--schema", description = "打印计划文件的 JSON Schema · print the JSON Schema of programmes")
        private boolean schema;

        @Override
        public Integer call() {
            if (schema) {
                Console.line(JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(ProgrammeCheck.schema()));
                return 0;
            }
            var check = ProgrammeCheck.of(Packs.find(directory), city, Clock.system(ZoneId.of("Asia/Shanghai")));
            check.problems().forEach(problem -> Console.line(problem.toString()));
            Console.line(
                    check.problems().isEmpty()
                            ? check.programmes().size() + " 个计划正确 programmes are right: "
                                    + String.join(", ", check.programmes())
                            : check.problems().size() + " 处问题 problems");
            return check.problems().isEmpty() ? 0 : 1;
        }
    }
}
