package dev.kechuang.launch;

import dev.kechuang.Kechuang;
import dev.kechuang.launch.postgres.Trees;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Writes the definitions of all beans as code and compiles them ({@link GeneratedBeans}), and lists the components for
 * starts that they do not fit. {@code kc} runs it once after each build and puts the file on the class path; without it,
 * as in most tests, Spring searches classes and reads annotations at each start.
 */
@Command(name = "generate", hidden = true)
final class GenerateCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "JAR")
    private Path jar = Path.of("beans.jar");

    @Override
    public Integer call() throws IOException {
        Path work = Files.createTempDirectory("kc-generate-");
        try {
            var demonstration = generate(settings(true), work);
            var service = names(settings(false), work);
            if (!demonstration.containsAll(service)) {
                service.removeAll(demonstration);
                throw new IllegalStateException("a demonstration lacks " + service);
            }
            demonstration.removeAll(service);
            compile(work.resolve("sources"), work.resolve("classes"));
            write(work, GeneratedBeans.DEMONSTRATION_ONLY, String.join("\n", demonstration));
            write(work, Components.FILE, Components.list());
            pack(work.resolve("classes"));
        } finally {
            Trees.delete(work);
        }
        return 0;
    }

    private static Map<String, Object> settings(boolean demonstration) {
        var settings = new HashMap<>(OnDemand.SETTINGS);
        settings.put("db-scheduler.enabled", true);
        if (demonstration) settings.put("kc.demo", true);
        return settings;
    }

    /** Names of all beans; their definitions as sources and classes in the directory. */
    private static Set<String> generate(Map<String, Object> settings, Path directory) {
        var context = Application.unstarted(directory, settings);
        var files = new FileSystemGeneratedFiles(kind -> directory.resolve(
                switch (kind) {
                    case SOURCE -> "sources";
                    case RESOURCE -> "resources";
                    case CLASS -> "classes";
                }));
        var generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get(Kechuang.class)), files, new RuntimeHints());
        new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        generation.writeGeneratedContent();
        return names(context);
    }

    private static Set<String> names(Map<String, Object> settings, Path directory) {
        var context = Application.unstarted(directory, settings);
        context.refreshForAotProcessing(new RuntimeHints());
        return names(context);
    }

    private static Set<String> names(GenericApplicationContext context) {
        return new TreeSet<>(List.of(context.getBeanDefinitionNames()));
    }

    private static void write(Path work, String name, String content) throws IOException {
        Path file = work.resolve("classes").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static void compile(Path sources, Path classes) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) throw new IllegalStateException("no Java compiler");
        Files.createDirectories(classes);
        var said = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                var all = Files.walk(sources)) {
            var options = List.of(
                    "-d",
                    classes.toString(),
                    "-cp",
                    classes + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                    "-proc:none",
                    "-nowarn",
                    "-g:none",
                    "-XDcompilePolicy=simple");
            var units = files.getJavaFileObjectsFromPaths(
                    all.filter(Files::isRegularFile).collect(Collectors.toList()));
            if (!compiler.getTask(said, files, null, options, null, units).call()) {
                throw new IllegalStateException("the definitions do not compile: " + said);
            }
        }
    }

    private void pack(Path root) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(root.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }
}
