import ArgumentParser

@main package struct Stonne: ParsableCommand {
  package init() {}
}
