package dev.covalent.launcher;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** The direction rules: which package may know which. */
@AnalyzeClasses(
        packages = "dev.covalent",
        importOptions = {
            ImportOption.DoNotIncludeTests.class,
            ArchitectureTest.NoTestJars.class,
            ArchitectureTest.NoGeneratedCode.class
        })
final class ArchitectureTest {
    private static final String BEFORE_LOGGING =
            "dev\\.covalent\\..*\\.(RendererMain|Uncaught|Threads|LookupRehearsal|LeaseAnswers|RmiSettings)";

    private static final String IN_BARE_JVMS = "dev\\.covalent\\.launcher\\.bench\\."
            + "(rmi\\.Bare(Start|Input|Rmi|Remote)|list\\.(Item|rmi\\.BareList(Program)?)|fault\\.BareVictim)(\\$.*)?";

    private static final String[] API = {"dev.covalent.common", "dev.covalent.main", "dev.covalent.renderer"};

    /** Leaves out the jars in which a module hands its tests' classes on. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    /** Leaves out what JMH generates. */
    static final class NoGeneratedCode implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/jmh_generated/");
        }
    }

    @ArchTest
    static final ArchRule common_knows_no_side_and_no_guice = noClasses()
            .that()
            .resideInAPackage("dev.covalent.common..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.covalent.main..",
                    "dev.covalent.renderer..",
                    "dev.covalent.launcher..",
                    "com.google.inject..",
                    "jakarta.inject..");

    @ArchTest
    static final ArchRule main_knows_no_renderer_and_no_launcher = noClasses()
            .that()
            .resideInAPackage("dev.covalent.main..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.covalent.renderer..", "dev.covalent.launcher..");

    @ArchTest
    static final ArchRule renderer_knows_no_main_and_no_launcher = noClasses()
            .that()
            .resideInAPackage("dev.covalent.renderer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.covalent.main..", "dev.covalent.launcher..");

    @ArchTest
    static final ArchRule rmi_stays_in_rmi_packages = noClasses()
            .that()
            .resideOutsideOfPackage("..rmi..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.rmi..");

    @ArchTest
    static final ArchRule remote_methods_declare_remote_exception = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAssignableTo(Remote.class)
            .and()
            .areDeclaredInClassesThat()
            .areInterfaces()
            .should()
            .declareThrowableOfType(RemoteException.class);

    @ArchTest
    static final ArchRule api_never_throws_remote_exception = noMethods()
            .that()
            .areDeclaredInClassesThat(resideInAnyPackage(API))
            .should()
            .declareThrowableOfType(RemoteException.class);

    @ArchTest
    static final ArchRule api_depends_on_nothing_below_it = noClasses()
            .that(resideInAnyPackage(API))
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.covalent..").and(resideOutsideOfPackages(API)));

    @ArchTest
    static final ArchRule only_process_package_forks = noClasses()
            .that()
            .resideOutsideOfPackage("dev.covalent.common.process")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class);

    /** Elsewhere one that runs out of descriptors could close those of others. */
    @ArchTest
    static final ArchRule forks_are_started_in_one_place = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.covalent.common.process.Forks")
            .should()
            .callMethod(ProcessBuilder.class, "start");

    @ArchTest
    static final ArchRule only_mains_and_the_watchdog_end_the_jvm = noClasses()
            .that()
            .resideOutsideOfPackages("..boot..", "dev.covalent.launcher..", "dev.covalent.common.process")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule threads_are_made_in_one_place = noClasses()
            .that()
            .resideOutsideOfPackage("dev.covalent.common.concurrent")
            .should()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class, String.class)
            .orShould()
            .callConstructor(Thread.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Executors.class, ThreadPoolExecutor.class, ScheduledThreadPoolExecutor.class, ForkJoinPool.class);

    /** MainProcess.Builder.install takes the application's own modules: that is what it is for. */
    @ArchTest
    static final ArchRule guice_only_in_modules_and_boot = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Module")
            .and()
            .resideOutsideOfPackage("..boot..")
            .and()
            .doNotHaveFullyQualifiedName("dev.covalent.main.MainProcess$Builder")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.inject..");

    @ArchTest
    static final ArchRule implementations_are_package_private =
            classes().that().haveSimpleNameEndingWith("Impl").should().notHaveModifier(PUBLIC);

    @ArchTest
    static final ArchRule standard_streams_are_the_launchers = noClasses()
            .that()
            .resideOutsideOfPackage("dev.covalent.launcher..")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule no_generic_exceptions = GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule no_jul = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule no_field_injection = GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    /** What the benchmark compares with would else take longer to start, and Covalent would look the better. */
    @ArchTest
    static final ArchRule bare_jvms_know_nothing_of_covalent = noClasses()
            .that()
            .haveNameMatching(IN_BARE_JVMS)
            .should()
            .dependOnClassesThat(resideOutsideOfPackages("java..").and(not(nameMatching(IN_BARE_JVMS))));

    /** To find what the application logs by would else come before what a renderer does meanwhile. */
    @ArchTest
    static final ArchRule renderers_start_without_a_logger = noClasses()
            .that()
            .haveNameMatching(BEFORE_LOGGING)
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.slf4j.."));

    @ArchTest
    static final ArchRule no_cycles_among_packages =
            slices().matching("dev.covalent.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static void every_package_is_null_marked(JavaClasses classes) {
        assertThat(classes.stream()
                        .map(JavaClass::getPackage)
                        .filter(inside -> !inside.isAnnotatedWith(NullMarked.class))
                        .map(inside -> inside.getName())
                        .collect(Collectors.toSet()))
                .isEmpty();
    }
}
