package dev.kechuang;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** The Spring application. It is started by {@code dev.kechuang.launch.Main}, which has the database ready. */
@SpringBootApplication
@Modulithic(systemName = "Kechuang")
public class Kechuang {}
