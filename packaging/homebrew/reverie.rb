# Template of a formula for a tap of your own. Fill in where the project and its source distribution lie, and the sum:
#   .venv/bin/python -m hatchling build -t sdist && shasum -a 256 dist/reverie-0.1.0.tar.gz
class Reverie < Formula
  include Language::Python::Virtualenv

  desc "Terminal assistant that learns from your conversations while you sleep"
  homepage "HOMEPAGE"
  url "FOLDER/reverie-0.1.0.tar.gz"
  sha256 "SHA256"
  license "Apache-2.0"

  depends_on "cmake" => :build
  depends_on "ninja" => :build
  depends_on "python@3.12"

  def install
    trainer = (OS.mac? && Hardware::CPU.arm?) ? "mlx" : "torch"
    virtualenv_create(libexec, "python3.12", without_pip: false)
    system libexec/"bin/python", "-m", "pip", "install", "--constraint", buildpath/"packaging/constraints.txt",
           "#{buildpath}[#{trainer},desktop]"
    bin.install_symlink libexec/"bin/reverie"
    generate_completions_from_executable(bin/"reverie", "completion", shells: [:bash, :zsh, :fish])
  end

  test do
    ENV["REVERIE_HOME"] = testpath/"home"
    assert_match version.to_s, shell_output("#{bin}/reverie --version")
    assert_match "engine", shell_output("#{bin}/reverie doctor", 3)
  end
end
