package dev.kechuang;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.modulith.Modulithic;

/**
 * The Spring application. It is started by {@code dev.kechuang.launch.Main}, which has the database ready. Modules may
 * each have a {@code DecisionService}: beans are named by their whole class names.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@Modulithic(systemName = "Kechuang")
public class Kechuang {}
